// What the types promise: checked by the compiler, in "types", not run.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { expectTypeOf, test } from 'vitest';
import { type BackendReport, initBackend, requireKernels } from '../src/index';

test('a backend is started by names, and reports what it has', () => {
  expectTypeOf(initBackend).returns.toEqualTypeOf<Promise<BackendReport>>();
  expectTypeOf<BackendReport['name']>().toEqualTypeOf<'webgpu' | 'webgl' | 'wasm' | 'cpu'>();
  expectTypeOf<BackendReport['kernels'][number]>().toEqualTypeOf<{
    name: string;
    source: 'tfjs' | 'backdropjs';
  }>();
  expectTypeOf(initBackend).toBeCallableWith({ backends: ['wasm', 'cpu'] as const, relaxedSimd: true });
  // @ts-expect-error: tfjs has no such backend
  void initBackend({ backends: ['cuda'] });
  // @ts-expect-error: no such option
  void initBackend({ threads: 2 });
});

test('kernels are required for a model or by name', () => {
  expectTypeOf(requireKernels).toBeCallableWith({} as LayersModel);
  expectTypeOf(requireKernels).toBeCallableWith(['Conv2D']);
});
