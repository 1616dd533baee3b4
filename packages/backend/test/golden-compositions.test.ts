// The golden vectors where tfjs's heap cannot be reached, see compositions.test.ts.
import { vi } from 'vitest';
import './golden.test';

vi.mock(import('../src/heap/loaded-kernels'), async (original) => ({
  ...(await original()),
  heapOf: () => undefined,
}));
