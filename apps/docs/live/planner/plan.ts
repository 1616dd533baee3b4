import { createSampler, squaredExponential, sum } from '@backdropjs/fields';
import { gradientNoise, receptiveFields, suggestMasks } from '@backdropjs/operator/layers';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, models, sequential } from '@tensorflow/tfjs-layers';
import { unpack } from './packed';
import { axesOf, filters, ratesOf, readScales, type Settings } from './settings';
import { layerNames, readStack } from './stack';

/** What the positions of a layer see along a side of the image. */
export interface Seen {
  layer: string;
  positions: number;
  size: number;
  stride: number;
  offset: number;
}

/** A mask for structures of a size. */
export interface Place {
  scale: number;
  after: string;
  rate: number;
  /** That the mask draws for an image. */
  positions: number;
  expectedKept: number;
  /** The chance that all are dropped; one is kept then. */
  allDropped: number;
}

export interface Plan {
  size: number;
  /** The first of the images that the noise is measured on. */
  image: Float32Array;
  layers: Seen[];
  places: Place[];
  /** Of each weight, the variance of its gradient in units of the square of the full one. */
  noise: { weight: string; value: number }[];
  /** For one masked gradient of all images. */
  milliseconds: number;
}

// #region snippet
/** Plans masks for the model of the settings, and measures the noise that they bring. */
export async function plan(settings: Settings): Promise<Plan> {
  const model = await modelOf(settings);
  try {
    const [height, width, channels] = model.inputs[0]!.shape.slice(1) as (number | null)[];
    const size = height ?? Number(settings.size);
    if (model.inputs[0]!.shape.length !== 4 || !channels || (width ?? size) !== size || size > 256) {
      throw new Error(
        `the model must take square images of at most 256 pixels a side, rows and columns first, got [${model.inputs[0]!.shape.slice(1)}]`,
      );
    }
    const scales = readScales(settings.scales)!;
    const inputShape: [number, number, number] = [size, size, channels];
    const seen = receptiveFields(model, { inputShape }).filter(({ axes }) => axes.length === 2);
    const suggested = suggestMasks(model, { scales, inputShape });
    const rates = ratesOf(settings);
    const places = suggested.map(({ after, receptiveField }, i): Place => {
      const positions = receptiveField.positions.reduce<number>((product, along) => product * along!, 1);
      return { scale: scales[i]!, after, ...keptOf(positions, rates[i]!) };
    });

    const images = await drawImages(settings, inputShape);
    const inputs = tf.tensor(images, [Number(settings.images), ...inputShape]);
    const labels = tf.tensor1d([]); // the loss needs none
    const placements = places
      .map(({ after, rate }, i) => ({ after, rate, axes: axesOf(settings), seed: settings.seed + i }))
      // One mask for a layer.
      .filter(({ after }, i) => places.findIndex((place) => place.after === after) === i);
    const start = performance.now();
    const { draws } = settings;
    const { noise } = await gradientNoise(model, { inputs, labels, loss: meanOutput, placements, draws });
    const milliseconds = (performance.now() - start) / (draws + 1);
    tf.dispose([inputs, labels]);
    return {
      size,
      image: Float32Array.from({ length: size * size }, (_, i) => images[i * channels]!),
      layers: seen.map(({ layer, positions, size, stride, offset }) => {
        return {
          layer,
          positions: positions[0]!,
          size: size[0]!,
          stride: stride[0]!,
          offset: offset[0]!,
        };
      }),
      places,
      // Without the numbers that tfjs adds to the names of further models.
      noise: Object.values(noise).map((value, i) => ({
        weight: model.trainableWeights[i]!.originalName,
        value,
      })),
      milliseconds,
    };
  } finally {
    model.dispose();
  }
}

// #endregion snippet

/** Of the first unit, over images: its gradients have a part in common, as those of most losses early in training. */
function meanOutput(_: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const begin = yPred.shape.map(() => 0);
  return tf.mean(tf.slice(yPred, begin, [...yPred.shape.slice(0, -1), 1]));
}

/** What a mask of `positions` keeps. */
export function keptOf(positions: number, rate: number): Omit<Place, 'scale' | 'after'> {
  return { rate, positions, expectedKept: positions * (1 - rate), allDropped: rate ** positions };
}

/** The stack, or what was pasted; kernels are drawn from the seed, other weights are as layers begin. */
async function modelOf(settings: Settings): Promise<LayersModel> {
  const model = settings.model === '' ? stackModel(settings) : await pastedModel(settings.model);
  tf.tidy(() => {
    const weights = model.getWeights().map((weight, i) => {
      if (weight.rank < 2) return weight;
      const fanIn = weight.size / weight.shape.at(-1)!;
      const drawn = normal(foldIn(key(settings.seed), 'weights', i), new Float32Array(weight.size));
      return tf.tensor(
        drawn.map((z) => z * Math.sqrt(2 / fanIn)),
        weight.shape,
      );
    });
    model.setWeights(weights);
  });
  return model;
}

export function stackModel({ stack, size }: Pick<Settings, 'stack' | 'size'>): LayersModel {
  const side = Number(size);
  const parts = readStack(stack)!;
  const names = layerNames(parts);
  return sequential({
    layers: [
      layers.inputLayer({ inputShape: [side, side, 1], name: 'image' }),
      ...parts.map(({ kind, kernel, stride, padding }, i) => {
        const common = { name: names[i]!, strides: stride, padding };
        return kind === 'pool'
          ? layers.maxPooling2d({ ...common, poolSize: kernel })
          : layers.conv2d({ ...common, filters, kernelSize: kernel, activation: 'relu' });
      }),
      layers.globalAveragePooling2d({ name: 'average' }),
      layers.dense({ units: 1, name: 'output' }),
    ],
  });
}

async function pastedModel(packed: string): Promise<LayersModel> {
  const json = JSON.parse(await unpack(packed));
  // `model.toJSON()` gives text, or an object; a file of `model.save` holds it as `modelTopology`.
  const topology = typeof json === 'string' ? JSON.parse(json) : (json.modelTopology ?? json);
  return models.modelFromJSON(topology);
}

/** Images of a field for each size of structures; all of them share half of their variance, as pictures of one thing do. */
async function drawImages(
  { scales, images, seed }: Settings,
  [height, width, channels]: [number, number, number],
): Promise<Float32Array> {
  const parts = readScales(scales)!.map((scale) => squaredExponential({ correlationLength: scale / 4 }));
  const sampler = await createSampler({
    model: sum(...parts),
    shape: [height, width],
    seed,
    indefinite: 'clip',
  });
  const count = Number(images) * channels;
  const drawn = Array.from({ length: count + channels }, (_, i) => sampler.realization(i));
  const pixels = height * width;
  // Channels last: the image i, its pixel and its channel from the index.
  return Float32Array.from({ length: count * pixels }, (_, index) => {
    const [channel, pixel] = [index % channels, Math.floor(index / channels) % pixels];
    const own = channels + channel + channels * Math.floor(index / channels / pixels);
    return Math.SQRT1_2 * (drawn[channel]![pixel]! + drawn[own]![pixel]!);
  });
}
