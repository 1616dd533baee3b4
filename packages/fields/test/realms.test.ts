// Objects of another realm, a frame's or a vm context's, are no instances of this one's classes.
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createSampler, fromNpy, nugget, threshold, toNpy } from '../src/index';

it('arrays of another realm are arrays', async () => {
  const data = Float64Array.of(1, -2);
  const bytes: Uint8Array = runInNewContext('Uint8Array').from(toNpy(data));
  expect(bytes).not.toBeInstanceOf(Uint8Array);
  expect(fromNpy(bytes)).toEqual({ data, shape: [2] });
  const buffer: ArrayBuffer = runInNewContext('new ArrayBuffer(144)');
  new Uint8Array(buffer).set(bytes);
  expect(fromNpy(buffer)).toEqual({ data, shape: [2] });

  const list: number[] = runInNewContext('[1, 2]');
  expect(list).not.toBeInstanceOf(Array);
  expect(threshold(Float64Array.of(0, 1.5, 3), list)).toEqual(Uint8Array.of(0, 1, 2));
  const { report } = await createSampler({ model: nugget(), shape: list, spacing: list, seed: 1 });
  expect(report.embedding).toEqual([1, 2]);
});
