import { expect, it } from 'vitest';
import { cifar10Batch } from '../../../test/support/data';
import { parseRecords } from '../../data/cifar-10/records';
import { splitCifar10 } from './split';

const train = parseRecords(cifar10Batch(60, 1), 'train');
const test = parseRecords(cifar10Batch(30, 2), 'test');
const config = { positiveClass: 'bird', trainPositives: 4, trainNegatives: 20, testImages: 25 } as const;
const split = (seed: number) => splitCifar10({ train, test, fingerprint: '' }, config as never, seed);

it('draws positives and negatives by seed, and tests on the first test images, whatever the seed', () => {
  const first = split(1);
  expect([...first.train.labels]).toEqual([...new Array(4).fill(1), ...new Array(20).fill(0)]);
  expect(first.train.shape).toEqual([32, 32, 3]);
  expect([...first.test.labels]).toEqual(
    [...test.labels.subarray(0, 25)].map((label) => Number(label === 2)),
  );
  expect(split(1)).toEqual(first);
  expect(split(2).train.features).not.toEqual(first.train.features);
  expect(split(2).test).toEqual(first.test);
});

it('puts channels last and values between -1 and 1', () => {
  const { features } = split(1).test;
  const image = test.images[7]!;
  const [row, column, channel] = [3, 5, 2];
  const value = features[((7 * 32 + row) * 32 + column) * 3 + channel]!;
  expect(value).toBeCloseTo(image[channel * 1024 + row * 32 + column]! / 127.5 - 1, 6);
  expect(features.every((pixel) => pixel >= -1 && pixel <= 1)).toBe(true);
});
