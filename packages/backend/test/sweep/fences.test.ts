// No kernel of the completed wasm backend writes outside of its tensors: what it overwrites there breaks the heap, later and
// elsewhere. BACKDROPJS_FENCES=8000 runs so many random calls in all, right ones and their gradients.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../src/index';
import { fenceTensors } from '../fence';
import { evaluate } from './compare';
import { Draw } from './draw';
import * as families from './operations';

const operations = Object.values(families).flatMap((family) => Object.entries(family));
const cases = Number(process.env['BACKDROPJS_FENCES'] ?? 2 * operations.length);
const each = Math.ceil(cases / operations.length);

let found: string[];
beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
  found = fenceTensors();
});

describe('kernels write to their tensors only', () => {
  it.each(operations)('%s', async (name, operation) => {
    for (let i = 0; i < each; i++) {
      const seed = 3 + 1000 * i + name.length;
      await evaluate('wasm', operation(new Draw(seed)), seed);
    }
    expect(found.splice(0)).toEqual([]);
  });

  it('sees what is written outside', () => {
    const { backend } = tf.engine() as unknown as {
      backend: { dataIdMap: { get(id: object): { memoryOffset: number } }; wasm: { HEAPU8: Uint8Array } };
    };
    const x = tf.ones([3]);
    backend.wasm.HEAPU8[backend.dataIdMap.get(x.dataId).memoryOffset + 12] = 0;
    tf.dispose([tf.sum(x), x]);
    expect(found.splice(0)).not.toEqual([]);
  });
});
