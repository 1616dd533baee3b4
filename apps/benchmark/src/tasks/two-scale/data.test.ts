import { describe, expect, it } from 'vitest';
import type { ImageSet } from '../classification/image-set';
import type { TwoScaleDataConfig } from './config';
import { drawTestSet, drawTrainingSet } from './data';

const config: TwoScaleDataConfig = {
  size: 64,
  generator: 'cropped',
  fineLengths: [1.5, 2.5],
  fineTorus: 80,
  coarseLengths: [6, 10],
  coarseTorus: 128,
  amplitudes: [0.75, 1.25],
  trainPerClass: 5,
  testPerClass: 7,
  sharedTestSet: false,
};

const pixelsOf = ({ images, size }: ImageSet, image: number) =>
  images.subarray(image * size * size, (image + 1) * size * size);

/** Mean of x(p) x(p + 1 to the right) over an image. */
function neighborCovariance(pixels: Float32Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 1; column < size; column++) {
      sum += pixels[row * size + column]! * pixels[row * size + column - 1]!;
    }
  }
  return sum / (size * (size - 1));
}

describe('two-scale images', () => {
  it('come class by class, as many of each as asked for', async () => {
    const train = await drawTrainingSet(config, 100);
    const test = await drawTestSet(config, 100);
    expect([...train.labels]).toEqual([0, 1, 2, 3].flatMap((label) => new Array<number>(5).fill(label)));
    expect(test.labels).toHaveLength(28);
    expect(train.images).toHaveLength(20 * 64 * 64);
    expect(train.images.every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['fine', [1, 0] as const],
    ['coarse', [0, 1] as const],
  ])('have a %s field of mean 0 and deviation 1 each', async (_, amplitudes) => {
    const set = await drawTrainingSet({ ...config, amplitudes }, 100);
    for (let image = 0; image < set.labels.length; image++) {
      const pixels = pixelsOf(set, image);
      const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
      const square = pixels.reduce((sum, value) => sum + value * value, 0) / pixels.length;
      expect(mean).toBeCloseTo(0, 5);
      expect(square).toBeCloseTo(1, 4);
    }
  });

  it('are the weighted sum of the two fields', async () => {
    const [both, fine, coarse] = await Promise.all(
      [config.amplitudes, [1, 0] as const, [0, 1] as const].map((amplitudes) =>
        drawTrainingSet({ ...config, amplitudes }, 3),
      ),
    );
    both!.images.forEach((value, index) => {
      expect(value).toBeCloseTo(0.75 * fine!.images[index]! + 1.25 * coarse!.images[index]!, 5);
    });
  });

  it('have the fine correlation length of their label: covariance at distance 1 within 6 standard errors', async () => {
    // exp(-1 / (2 l^2)); 40 images a class leave a standard error below 0.003 for the shorter length.
    const set = await drawTrainingSet({ ...config, amplitudes: [1, 0], trainPerClass: 20 }, 100);
    for (const [fineClass, length] of config.fineLengths.entries()) {
      const members = [...set.labels.keys()].filter((image) => set.labels[image]! % 2 === fineClass);
      const covariances = members.map((image) => neighborCovariance(pixelsOf(set, image), 64));
      const mean = covariances.reduce((sum, value) => sum + value, 0) / covariances.length;
      expect(Math.abs(mean - Math.exp(-1 / (2 * length * length)))).toBeLessThan(6 * 0.003);
    }
  });

  it('depend on the seed, differ between training and test, and never repeat a field', async () => {
    const train = await drawTrainingSet(config, 100);
    expect(await drawTrainingSet(config, 100)).toEqual(train);
    const sets = [train, await drawTrainingSet(config, 101), await drawTestSet(config, 100)];
    const first = sets.flatMap((set) => [...set.labels.keys()].map((image) => pixelsOf(set, image)[0]!));
    expect(new Set(first).size).toBe(first.length);
  });

  it('have one test set for all seeds where that is asked for', async () => {
    const shared = { ...config, sharedTestSet: true };
    expect(await drawTestSet(shared, 100)).toEqual(await drawTestSet(shared, 101));
    expect(await drawTestSet(config, 100)).not.toEqual(await drawTestSet(config, 101));
    expect(await drawTrainingSet(shared, 100)).not.toEqual(await drawTrainingSet(shared, 101));
  });

  it("are the paper's set where that is asked for: classes take turns, deviation 2.125^(1/2)", async () => {
    const paper = {
      ...config,
      generator: 'multiscale',
      fineLengths: [9.5, 10],
      fineTorus: 64,
      coarseLengths: [4, 6],
      coarseTorus: 64,
    } as const;
    const set = await drawTrainingSet(paper, 100);
    expect([...set.labels.subarray(0, 6)]).toEqual([0, 1, 2, 3, 0, 1]);
    const square = set.images.reduce((sum, value) => sum + value * value, 0) / set.images.length;
    // The two standardized fields of an image are independent, up to a chance correlation that 20 images average out.
    expect(Math.abs(square - 2.125)).toBeLessThan(0.3);
    await expect(drawTestSet({ ...paper, fineTorus: 80 }, 100)).rejects.toThrow(
      /fineTorus and coarseTorus must be .*, 64, .* got \[80,64\]/,
    );
  });
});
