import { initBackend } from '@backdropjs/backend';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertBackdrop, suggestMasks } from '../layers';

const { layers } = tfl;

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

/** Four stages, each of which halves the image: the net of the two-scale experiment. */
function twoScale(inputShape: (number | null)[] = [64, 64, 1]): tfl.Sequential {
  const stage = (name: string, kernelSize: number) => [
    layers.conv2d({ name: `conv${name}`, filters: 4, kernelSize, strides: 2, padding: 'same' }),
    layers.batchNormalization({ name: `norm${name}` }),
    layers.reLU({ name: `relu${name}` }),
  ];
  return tfl.sequential({
    layers: [
      layers.inputLayer({ inputShape }),
      ...stage('1', 5),
      ...stage('2', 2),
      ...stage('3', 2),
      ...stage('4', 2),
      layers.globalAveragePooling2d({}),
      layers.dense({ units: 4 }),
    ],
  });
}

describe('suggestMasks', () => {
  it('puts the masks where the two-scale experiment has them', () => {
    const places = suggestMasks(twoScale(), { scales: [7, 19] });
    expect(places.map(({ after, axes }) => [after, axes])).toEqual([
      ['relu2', [1, 2]],
      ['relu4', [1, 2]],
    ]);
    expect(places[1]!.receptiveField).toMatchObject({ positions: [4, 4], size: [19, 19], stride: [16, 16] });
    // Four correlation lengths of the experiment's fields: 1.5 and 2.5, 6 and 10 pixels.
    const middles = suggestMasks(twoScale(), { scales: [4 * 2, 4 * 8] });
    expect(middles.map(({ after }) => after)).toEqual(['relu2', 'relu4']);
  });

  it('makes placements', () => {
    const model = twoScale();
    const places = suggestMasks(model, { scales: [7, 19] }).map((place) => ({ ...place, rate: 0.8 }));
    const masked = insertBackdrop(model, places);
    expect(masked.layers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['relu2_backdrop', 'relu4_backdrop']),
    );
  });

  it('needs the shape of the input where the model leaves it open', () => {
    expect(() => suggestMasks(twoScale([null, null, 1]), { scales: [7] })).toThrow(
      /^suggestMasks: inputShape must be given/,
    );
    const options = { scales: [100], inputShape: [64, 64, 1] };
    expect(suggestMasks(twoScale([null, null, 1]), options)[0]!.after).toBe('relu4');
  });

  it('suggests no layer that the gradient finds a way around', () => {
    const input = tfl.input({ shape: [32, 32, 1] });
    const conv = (name: string) =>
      layers.conv2d({ name, filters: 2, kernelSize: 5, padding: 'same', useBias: false });
    const stem = conv('stem').apply(input);
    const deep = conv('deep2').apply(conv('deep1').apply(stem)) as tfl.SymbolicTensor;
    const joined = layers.add({ name: 'joined' }).apply([stem as tfl.SymbolicTensor, deep]);
    const head = layers.globalMaxPooling2d({}).apply(joined) as tfl.SymbolicTensor;
    const model = tfl.model({ inputs: input, outputs: head });
    const scales = [1, 5, 9, 13, 50];
    const after = suggestMasks(model, { scales }).map((place) => place.after);
    expect(after).toEqual(['stem', 'stem', 'joined', 'joined', 'joined']);
  });

  it('refuses scales that are none, and models without positions', () => {
    expect(() => suggestMasks(twoScale(), { scales: [] })).toThrow(
      /^suggestMasks: scales must be a non-empty/,
    );
    expect(() => suggestMasks(twoScale(), { scales: [0] })).toThrow(/got \[0\]/);
    expect(() => suggestMasks(twoScale(), undefined as never)).toThrow(
      'suggestMasks: options must be an object, got undefined',
    );
    expect(() => suggestMasks(twoScale(), { scales: [Number.NaN] })).toThrow(/scales must be/);
    expect(() => suggestMasks(twoScale(), { scales: [4, Infinity] })).toThrow(
      /scales .* got \[4,Infinity\]$/,
    );
    const dense = tfl.sequential({ layers: [layers.dense({ inputShape: [4], units: 1 })] });
    expect(() => suggestMasks(dense, { scales: [4] })).toThrow(/^suggestMasks: model must have a layer/);
  });
});
