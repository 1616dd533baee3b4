import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { type BackendName, initBackend } from './index';

describe('initBackend', () => {
  it('starts wasm first in Node, and reports whose kernels it has', async () => {
    const { name, simd, kernels } = await initBackend();
    expect([name, simd]).toEqual(['wasm', true]);
    expect(tf.getBackend()).toBe('wasm');
    expect(kernels).toContainEqual({ name: 'Conv2DBackpropFilter', source: 'backdropjs' });
    expect(kernels).toContainEqual({ name: 'Sigmoid', source: 'tfjs' });
    expect(tf.getGradient('Conv2D')).toBeDefined();
  });

  it('changes nothing the second time', async () => {
    const kernel = tf.getKernel('Conv2DBackpropInput', 'wasm');
    const warn = vi.spyOn(console, 'warn');
    await initBackend();
    expect(tf.getKernel('Conv2DBackpropInput', 'wasm')).toBe(kernel);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('starts the cpu backend, with the kernels that correct it', async () => {
    const { name, simd, kernels } = await initBackend({ backends: ['cpu'] });
    expect([name, simd]).toEqual(['cpu', false]);
    const ours = kernels.filter(({ source }) => source === 'backdropjs').map((kernel) => kernel.name);
    expect(ours).toEqual(expect.arrayContaining(['AvgPoolGrad', 'AvgPool3DGrad', 'Multiply']));
  });

  it('goes on to the next backend', async () => {
    expect((await initBackend({ backends: ['webgl', 'cpu'] })).name).toBe('cpu');
  });

  it('says for each backend why it could not start', async () => {
    await expect(initBackend({ backends: ['webgl'] })).rejects.toThrow(
      /initBackend: no backend could start\.\nwebgl: .*does not support this environment/,
    );
    await expect(initBackend({ backends: [] })).rejects.toThrow('at least one name');
  });

  it('takes simultaneous calls in turns', async () => {
    const reports = await Promise.all([
      initBackend({ backends: ['wasm'] }),
      initBackend({ backends: ['cpu'] }),
      initBackend({ backends: ['wasm', 'cpu'] }),
    ]);
    expect(reports.map(({ name }) => name)).toEqual(['wasm', 'cpu', 'wasm']);
    expect(tf.getBackend()).toBe('wasm');
  });

  it('begins no call before the one before it is done, whether or not that one could start', async () => {
    const factory = tf.findBackendFactory('wasm');
    let open = (_fails: boolean) => {};
    const restart = () => {
      const gate = new Promise<boolean>((resolve) => {
        open = resolve;
      });
      tf.removeBackend('wasm');
      tf.registerBackend(
        'wasm',
        async () => ((await gate) ? Promise.reject(new Error('slow')) : factory()),
        2,
      );
    };
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    try {
      for (const fails of [false, true]) {
        restart();
        const settled: string[] = [];
        const starts = [initBackend({ backends: ['wasm'] }), initBackend({ backends: ['cpu'] })].map((call) =>
          call
            .then(({ name }) => name)
            .catch((error: Error) => error.message.split('\n')[0]!)
            .then((said) => settled.push(said)),
        );
        await new Promise((resolve) => setTimeout(resolve, 100));
        // tfjs would drop the first for the second.
        expect(settled).toEqual([]);
        open(fails);
        await Promise.all(starts);
        expect(settled).toEqual([fails ? 'initBackend: no backend could start.' : 'wasm', 'cpu']);
        expect(tf.getBackend()).toBe('cpu');
      }
    } finally {
      warn.mockRestore();
      tf.removeBackend('wasm');
      tf.registerBackend('wasm', factory, 2);
    }
  });

  it('goes on, or leaves the backend that was in use, when the kernels cannot be compiled', async () => {
    await initBackend({ backends: ['cpu'] });
    const compile = vi.spyOn(WebAssembly, 'compile').mockRejectedValue(new Error('blocked by policy'));
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    tf.registerBackend('webgl', () => Promise.reject(new Error('no adapter')));
    try {
      // With other kernels than those that are compiled already.
      const start = (...backends: BackendName[]) => initBackend({ backends, relaxedSimd: true });
      expect((await start('wasm', 'cpu')).name).toBe('cpu');
      await expect(start('webgl', 'wasm')).rejects.toThrow('wasm: blocked by policy');
      expect(tf.getBackend()).toBe('cpu');
      expect([...tf.add(1, 2).dataSync()]).toEqual([3]);
    } finally {
      compile.mockRestore();
      warn.mockRestore();
      tf.removeBackend('webgl');
    }
  });

  it('starts a backend again that was removed, and trains on it', async () => {
    const steps = () => {
      const w = tf.variable(tf.ones([2, 2, 1, 1]));
      const loss = () =>
        tf.sum(tf.conv2d(tf.ones<tf.Rank.R4>([1, 3, 3, 1]), w as tf.Tensor4D, 1, 'valid')) as tf.Scalar;
      tf.train.sgd(0.5).minimize(loss, false, [w]);
      return [...w.dataSync()];
    };
    for (const name of ['wasm', 'cpu'] as const) {
      await initBackend({ backends: [name] });
      tf.removeBackend(name);
      expect((await initBackend({ backends: [name] })).name).toBe(name);
      expect(steps()).toEqual([-1, -1, -1, -1]);
      expect(tf.engine().registryFactory[name]!.priority).toBe(name === 'wasm' ? 2 : 1);
    }
  });

  it('leaves the backend that was in use when none can start', async () => {
    await initBackend({ backends: ['cpu'] });
    const factory = tf.findBackendFactory('wasm');
    tf.removeBackend('wasm');
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    tf.registerBackend('wasm', () => Promise.reject(new Error('no binary')));
    try {
      await expect(initBackend({ backends: ['wasm'] })).rejects.toThrow('tfjs could not initialize it');
      expect(tf.getBackend()).toBe('cpu');
      expect([...tf.add(1, 2).dataSync()]).toEqual([3]);
    } finally {
      warn.mockRestore();
      tf.removeBackend('wasm');
      tf.registerBackend('wasm', factory, 2);
    }
  });

  it('refuses options that it does not have', async () => {
    const refused = (options: unknown) => expect(initBackend(options as object)).rejects;
    await refused({ backends: 'wasm' }).toThrow('backends must be a list of at least one name, got "wasm"');
    await refused({ backends: ['wsam', 'cpu'] }).toThrow(
      'initBackend: each of backends must be webgpu or webgl or wasm or cpu, got "wsam"',
    );
    await refused({ backends: ['cpu', undefined] }).toThrow(/each of backends must be .* got undefined/);
    await refused({ backend: ['wasm'] }).toThrow(
      'initBackend: options must be among backends, gradientKernels, relaxedSimd, got "backend"',
    );
    await refused({ relaxedSimd: 'no' }).toThrow('relaxedSimd must be true or false, got "no"');
    await refused('wasm').toThrow('initBackend: options must be an object');
  });

  it('says what to install when a package is missing', async () => {
    vi.doMock('@tensorflow/tfjs-backend-webgpu', () => {
      throw new Error("Cannot find package '@tensorflow/tfjs-backend-webgpu'");
    });
    await expect(initBackend({ backends: ['webgpu'] })).rejects.toThrow(
      'npm install @tensorflow/tfjs-backend-webgpu',
    );
    vi.doUnmock('@tensorflow/tfjs-backend-webgpu');
  });

  it('does not say to install a package that is there and fails', async () => {
    vi.doMock('@tensorflow/tfjs-backend-webgpu', () => {
      throw new Error('navigator is not what it seems');
    });
    const failure = await initBackend({ backends: ['webgpu'] }).catch((error: Error) => error.message);
    vi.doUnmock('@tensorflow/tfjs-backend-webgpu');
    expect(failure).toContain('@tensorflow/tfjs-backend-webgpu could not be imported');
    expect(failure).not.toContain('npm install');
  });
});
