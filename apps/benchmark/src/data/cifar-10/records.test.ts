import { describe, expect, it } from 'vitest';
import { cifar10Batch } from '../../../test/support/data';
import { parseRecords } from './records';

const bytes = cifar10Batch(12, 1);

describe('parseRecords', () => {
  it('takes the number of records from the size', () => {
    const { labels, images } = parseRecords(bytes, 'batch');
    expect([...labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(images.map((image) => image.length)).toEqual(new Array(12).fill(3072));
    expect([...images[2]!]).toEqual([...bytes.subarray(2 * 3073 + 1, 3 * 3073)]);
  });

  it.each([
    [0, 'got 0 bytes'],
    [3072, 'got 3072 bytes'],
    [2 * 3073 + 1, 'must hold whole records of 3073 bytes, got 6147 bytes; it is cut short or another file'],
  ])('refuses %i bytes', (size, message) => {
    expect(() => parseRecords(bytes.subarray(0, size), 'batch')).toThrow(message);
  });

  it('refuses labels above 9', () => {
    const damaged = Buffer.from(bytes);
    damaged[4 * 3073] = 10;
    expect(() => parseRecords(damaged, 'batch')).toThrow(
      'the label of batch, record 4, must be from 0 to 9, got 10; the file is damaged',
    );
  });
});
