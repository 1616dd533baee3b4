import { scalar, serialization, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { initializers, type LayerVariable, layers, type Shape } from '@tensorflow/tfjs-layers';
import { backdrop } from '../backdrop';
import { isNumber, readOptions, refuse, refuseKind, resolveAxes } from '../check';
import { checkTfjs } from './check-tfjs';
import { type LayerMask, type LayerMaskConfig, layerMask } from './layer-mask';

/** Configuration of {@link backdropLayer}: the options of `backdrop`, with a seed in place of the key. */
export interface BackdropLayerConfig extends LayerMaskConfig {
  /** Name of the layer. */
  name?: string | undefined;
}

type LayerArgs = ConstructorParameters<typeof layers.Layer>[0];

/** The layer made by {@link backdropLayer}, registered with tf.layers under the name `Backdrop`. */
export class Backdrop extends layers.Layer {
  /** The name under which saved models hold the layer. */
  static readonly className = 'Backdrop';

  private readonly config: LayerMaskConfig;
  private readonly mask: LayerMask;
  // The step counter is a weight, so that whatever saves or copies weights carries it along. It is written from
  // JavaScript only and no kernel ever reads it: its value stays in main memory, where a synchronous read is cheap and
  // possible on every backend, WebGPU included.
  private step!: LayerVariable;

  constructor(config: BackdropLayerConfig) {
    checkTfjs('backdropLayer');
    // A saved layer's configuration has names of tf.layers, too.
    if (Object(config) !== config) refuseKind('backdropLayer', 'config must be an object', config);
    const { rate, mask, axes, seed, scale, ...layerConfig } = config;
    const maskConfig = { rate, mask, axes, seed, scale };
    const checked = layerMask('backdropLayer', maskConfig);
    super(layerConfig as LayerArgs);
    this.config = structuredClone(maskConfig);
    this.mask = checked;
    this.supportsMasking = true;
  }

  /** Number of the next training step, 0 before the first. */
  get currentStep(): number {
    return this.built ? this.step.read().dataSync()[0]! : 0;
  }

  /** The rate of the next training step; undefined where another mask than one of a rate is drawn. */
  get currentRate(): number | undefined {
    return this.mask.at(this.currentStep).rate;
  }

  override build(inputShape: Shape | Shape[]): void {
    if (Array.isArray(inputShape[0])) {
      refuse(
        'backdropLayer',
        'layer must have one input',
        inputShape.length,
        isNumber,
        'use one layer for each',
      );
    }
    resolveAxes('backdropLayer', this.mask.axes, inputShape.length);
    this.step = this.addWeight('step', [], 'int32', initializers.zeros(), undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], kwargs: { training?: boolean }): Tensor {
    return tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      if (!kwargs.training) return x;
      const step = this.currentStep;
      const y = backdrop(x, this.mask.at(step));
      this.step.write(scalar(step + 1, 'int32'));
      return y;
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { axes, seed, rate, mask, scale = 'realized' } = structuredClone(this.config);
    const drawn = mask ? { mask } : { rate, scale };
    return { ...super.getConfig(), ...(drawn as serialization.ConfigDict), axes: [...axes], seed };
  }
}

serialization.registerClass(Backdrop);

/**
 * A tf.layers layer that applies {@link backdrop} while training and is the identity at inference.
 *
 * $$
 * y = x, \qquad \frac{\partial L}{\partial x} = \frac{\text{total}}{\text{kept}}\; m^{(t)} \odot \frac{\partial L}{\partial y} \quad\text{(training)}
 * $$
 *
 * Each training call takes the next step `t = 0, 1, 2, …` and draws its mask with `foldIn(key(seed), t)`. The step is a
 * non-trainable int32 weight: `model.save`, `loadLayersModel` and `getWeights`/`setWeights` carry it along, so that
 * resumed training draws the masks that uninterrupted training would have drawn. Importing this module registers the
 * layer, so that saved models can be loaded.
 *
 * @param config - `rate` in [0, 1) or a {@link RateSchedule} of `t`, or another `mask` that {@link registerMask} knows;
 * `axes`, `seed`, and optionally `scale` and `name`. Axis 0 is the batch: on `[batch, height, width, channels]`, `axes:
 * [1, 2]`, or `['height', 'width']`, is one mask over the positions for the whole batch, `[0, 1, 2]` one for each image. A
 * batch of another size is masked as it comes.
 * @returns A layer that keeps the shape of its input, of rank 1 or more. `currentStep` and `currentRate` tell what it will
 * draw next.
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
  readOptions('backdropLayer', config, [
    ...['rate', 'mask', 'axes', 'seed', 'scale', 'name'],
    // Those of any layer.
    ...['inputShape', 'batchInputShape', 'batchSize', 'dtype', 'trainable'],
  ]);
  return new Backdrop(config);
}
