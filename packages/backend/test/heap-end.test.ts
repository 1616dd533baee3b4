// Close to 4 GiB tfjs's allocator gives out blocks that overlap others or end behind the heap. Nothing here is written to but a few
// tensors, so that it takes no memory.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../src/index';

const MiB = 2 ** 20;
type Wasm = tf.KernelBackend & {
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
  dataIdMap: { get(id: object): { memoryOffset: number } };
  wasm: { asm: { memory: WebAssembly.Memory } };
};
let backend: Wasm;
beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
  backend = tf.backend() as Wasm;
});

/** A tensor whose values are whatever was there. */
const take = (mebibytes: number) =>
  tf.engine().makeTensorFromTensorInfo(backend.makeOutput([(mebibytes * MiB) / 4], 'float32'));

/** Takes tensors of this size until there is no room. */
function fill(mebibytes: number): tf.Tensor[] {
  const taken: tf.Tensor[] = [];
  expect(() => {
    for (; taken.length < 4096; ) taken.push(take(mebibytes));
  }).toThrow(/no room for a tensor of/);
  return taken;
}

/** Every tensor lies inside of the heap, beside the others. */
function expectApart(tensors: tf.Tensor[]): void {
  const places = tensors
    .map(({ dataId, size }) => [backend.dataIdMap.get(dataId).memoryOffset, 4 * size] as const)
    .sort(([a], [b]) => a - b);
  places.forEach(([at, bytes], i) => {
    const next = places[i + 1]?.[0] ?? backend.wasm.asm.memory.buffer.byteLength;
    expect(at + bytes).toBeLessThanOrEqual(next);
  });
}

it.each([
  [512, 16],
  [700, 100],
  [1024, 9],
  [96, 8],
])('filled by tensors of %i MiB, then of %i', (large, small) => {
  const [ids, marks] = [backend.numDataIds(), [1, 2, 3].map((value) => tf.fill([3000], value))];
  for (let round = 0; round < 3; round++) {
    const taken = fill(large);
    taken.push(...fill(small));
    expect(taken.reduce((sum, { size }) => sum + (4 * size) / MiB, 0)).toBeGreaterThan(3800);
    // Room in the middle is used again.
    taken.splice(2, 1)[0]!.dispose();
    taken.push(take(large - 65));
    expectApart([...taken, ...marks]);
    tf.dispose(taken);
  }
  for (const [i, mark] of marks.entries()) expect(new Set(mark.dataSync())).toEqual(new Set([i + 1]));
  tf.dispose(marks);
  expect(backend.numDataIds()).toBe(ids);
  expect(tf.tidy(() => tf.sum(tf.matMul(tf.ones([50, 70]), tf.ones([70, 30]))).dataSync()[0])).toBe(105000);
});
