import { foldIn, key } from '@backdropjs/random';
import { scalar, serialization, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { initializers, type LayerVariable, layers, type Shape } from '@tensorflow/tfjs-layers';
import { type BackdropOptions, backdrop } from '../backdrop';
import { checkAxesList, checkNames, refuse, resolveAxes } from '../check';
import { checkRateOrSchedule, type RateSchedule, rateAt } from '../rate-schedule';
import { checkScale, type MaskScale } from '../scale';

/** Configuration of {@link backdropLayer}: the options of `backdrop`, with a seed in place of the key. */
export interface BackdropLayerConfig extends Omit<BackdropOptions, 'rate' | 'key' | 'keep'> {
  /** Chance in [0, 1) that a position is dropped: a number, or a schedule over the layer's steps. */
  rate: number | RateSchedule;
  /** A safe integer. Layers with the same seed and the same number of positions draw the same masks. */
  seed: number;
  /** Name of the layer. */
  name?: string;
}

type LayerArgs = ConstructorParameters<typeof layers.Layer>[0];

/** Throws unless the mask's own part of a configuration is valid. */
export function checkConfig(
  caller: string,
  { rate, axes, seed, scale = 'realized' }: Omit<BackdropLayerConfig, 'name'>,
): void {
  checkRateOrSchedule(caller, rate);
  checkAxesList(caller, axes);
  checkScale(caller, scale);
  if (!Number.isSafeInteger(seed)) {
    refuse(caller, 'seed must be a safe integer', seed, 'tf.layers does not store other seeds faithfully');
  }
}

/** The layer made by {@link backdropLayer}, registered with tf.layers under the name `Backdrop`. */
export class Backdrop extends layers.Layer {
  static readonly className = 'Backdrop';

  private readonly rate: number | RateSchedule;
  private readonly axes: readonly number[];
  private readonly seed: number;
  private readonly scale: MaskScale;
  // The step counter is a weight, so that whatever saves or copies weights carries it along. It is written from
  // JavaScript only and no kernel ever reads it: its value stays in main memory, where a synchronous read is cheap and
  // possible on every backend, WebGPU included.
  private step!: LayerVariable;

  constructor(config: BackdropLayerConfig) {
    checkConfig('backdropLayer', config);
    const { rate, axes, seed, scale = 'realized', ...layerConfig } = config;
    super(layerConfig as LayerArgs);
    this.rate = structuredClone(rate);
    this.axes = [...axes];
    this.seed = seed;
    this.scale = scale;
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    if (Array.isArray(inputShape[0])) {
      refuse('backdropLayer', 'takes one input', inputShape.length, 'use one layer for each');
    }
    resolveAxes('backdropLayer', this.axes, inputShape.length);
    this.step = this.addWeight('step', [], 'int32', initializers.zeros(), undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], kwargs: { training?: boolean }): Tensor {
    return tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      if (!kwargs.training) return x;
      const step = this.step.read().dataSync()[0]!;
      this.step.write(scalar(step + 1, 'int32'));
      const { rate, axes, scale } = this;
      return backdrop(x, { rate: rateAt(rate, step), axes, scale, key: foldIn(key(this.seed), step) });
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { rate, axes, seed, scale } = this;
    return {
      ...super.getConfig(),
      rate: structuredClone(rate) as serialization.ConfigDictValue,
      axes: [...axes],
      seed,
      scale,
    };
  }
}

serialization.registerClass(Backdrop);

/**
 * A tf.layers layer that applies {@link backdrop} while training and is the identity at inference.
 *
 * Each training call takes the next step `t = 0, 1, 2, …` and draws its mask with `foldIn(key(seed), t)`. The step is a
 * non-trainable int32 weight: `model.save`, `loadLayersModel` and `getWeights`/`setWeights` carry it along, so that
 * resumed training draws the masks that uninterrupted training would have drawn. Importing this module registers the
 * layer, so that saved models can be loaded.
 *
 * @param config - `rate` in [0, 1) or a {@link RateSchedule} of `t`, `axes`, `seed`, and optionally `scale` and `name`. Axis 0 is the batch: on
 * `[batch, height, width, channels]`, `axes: [1, 2]` is one mask over the positions for the whole batch, `[0, 1, 2]` one
 * for each image. A batch of another size is masked as it comes.
 * @returns A layer that keeps the shape of its input, of rank 1 or more.
 * @throws Error if `rate`, `axes`, `scale` or `seed` is invalid; when the layer is built, if an axis is out of range.
 * @see Golkar and Cranmer, "Backdrop: Stochastic Backpropagation", arXiv:1806.01337.
 *
 * @example
 * ```ts
 * import { backdropLayer } from '@backdropjs/operator/layers';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential();
 * model.add(layers.conv2d({ inputShape: [64, 64, 1], filters: 12, kernelSize: 5, strides: 2 }));
 * model.add(backdropLayer({ rate: 0.8, axes: [1, 2], seed: 1 }));
 *
 * const rate = { schedule: 'cosine', from: 0.9, to: 0, steps: 1000 } as const;
 * model.add(backdropLayer({ rate, axes: [1, 2], seed: 2 })); // fewer and fewer positions are dropped
 * ```
 */
export function backdropLayer(config: BackdropLayerConfig): Backdrop {
  checkNames('backdropLayer', config, [
    ...['rate', 'axes', 'seed', 'scale', 'name'],
    // Those of any layer.
    ...['inputShape', 'batchInputShape', 'batchSize', 'dtype', 'trainable'],
  ]);
  return new Backdrop(config);
}
