// Models put together of layers, for the tests of receptive fields.
import * as tfl from '@tensorflow/tfjs-layers';
import { receptiveFields } from '../src/layers';

export type Apply = (x: tfl.SymbolicTensor) => tfl.SymbolicTensor;
export const ones = { kernelInitializer: 'ones' } as const;
export const apply =
  (layer: tfl.layers.Layer): Apply =>
  (x) =>
    layer.apply(x) as tfl.SymbolicTensor;
export const merge = (layer: tfl.layers.Layer, branches: Apply[]): Apply => {
  return (x) => layer.apply(branches.map((branch) => branch(x))) as tfl.SymbolicTensor;
};
export const chain =
  (...steps: Apply[]): Apply =>
  (x) =>
    steps.reduce((y, step) => step(y), x);
export const { layers } = tfl;
export const conv = (
  kernelSize: number,
  strides = 1,
  padding: 'same' | 'valid' = 'valid',
  dilationRate = 1,
) =>
  apply(layers.conv2d({ filters: 2, kernelSize, strides, padding, dilationRate, useBias: false, ...ones }));

export function build(inputShape: (number | null)[], net: Apply): tfl.LayersModel {
  const input = tfl.input({ shape: inputShape });
  return tfl.model({ inputs: input, outputs: net(input) });
}
export const last = (model: tfl.LayersModel, inputShape?: number[]) =>
  receptiveFields(model, { inputShape }).at(-1)!;
