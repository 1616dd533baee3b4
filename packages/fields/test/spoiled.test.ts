// Files of which one byte was changed, each byte in its turn: refused, or read for what they then say.
import { expect, it } from 'vitest';
import { hasForm } from '../../../tools/testing/fuzz';
import { fromNpz } from '../src/files';
import { fromNpy, toNpy, toNpz } from '../src/index';

const numbers = Float64Array.of(1, -2.5, 1e300);

it('npy, every byte by every other', () => {
  const file = toNpy(numbers);
  let read = 0;
  for (let place = 0; place < file.length; place++) {
    for (let byte = 0; byte < 256; byte++) {
      const copy = file.slice();
      copy[place] = byte;
      try {
        const { data, shape, complex } = fromNpy(copy, { integers: 'number' });
        read++;
        if (data.length !== shape.reduce((a, b) => a * b, complex ? 2 : 1))
          expect.fail(`byte ${place} = ${byte}: ${shape}`);
      } catch (error) {
        if (!hasForm(error, ['fromNpy'])) throw new Error(`byte ${place} = ${byte}`, { cause: error });
      }
    }
  }
  // The numbers, and the one value that each other byte has.
  expect(read).toBeGreaterThanOrEqual(256 * numbers.byteLength + file.length - numbers.byteLength);
  expect(read).toBeLessThan((256 * file.length) / 2);
});

it('npz, every bit of every byte', async () => {
  const file = toNpz({ numbers, small: Uint8Array.of(7) });
  let refused = 0;
  for (let place = 0; place < file.length; place++) {
    for (let bit = 0; bit < 8; bit++) {
      const copy = file.slice();
      copy[place]! ^= 1 << bit;
      try {
        const archive = await fromNpz(copy);
        const arrays = [];
        for (const name of archive.names) arrays.push((await archive.read(name)).data);
        // Checksums hold for what the arrays say; names, dates and notes may be others.
        expect(arrays).toEqual([numbers, Uint8Array.of(7)]);
      } catch (error) {
        refused++;
        if (!hasForm(error, ['fromNpz', 'fromNpy']))
          throw new Error(`byte ${place}, bit ${bit}`, { cause: error });
      }
    }
  }
  expect(refused).toBeGreaterThan(8 * 150);
});
