import { serialization, type Tensor, type Tensor1D, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { initializers, type LayerVariable, layers, type Shape } from '@tensorflow/tfjs-layers';
import { checkChoice, checkSize, checkSizes, holds, isSize, readOptions, refuse, refuseKind } from '../check';
import { fusedConv2d } from '../fused/fused-conv2d';

type LayerArgs = ConstructorParameters<typeof layers.Layer>[0];
type Initializer = ReturnType<typeof initializers.zeros>;
type InitializerOption = string | Initializer;
type Initializers = Record<'kernelInitializer' | 'biasInitializer', Initializer>;

/** Configuration of {@link fusedConv2dLayer}: that part of `tf.layers.conv2d`'s which the fused operation covers. */
export interface FusedConv2dLayerConfig extends NonNullable<LayerArgs> {
  /** Number of output channels. */
  filters: number;
  /** Height and width of the filter, or one number for both. */
  kernelSize: number | [number, number];
  /** Default 1. */
  strides?: number | [number, number];
  /** Default `valid`. */
  padding?: 'valid' | 'same';
  /** Default `linear`. */
  activation?: 'linear' | 'relu';
  /** Default `true`. */
  useBias?: boolean;
  /** A name, or an initializer of `tf.initializers`, which takes a seed. Default `glorotNormal`. */
  kernelInitializer?: InitializerOption;
  /** Default `zeros`. */
  biasInitializer?: InitializerOption;
}

const own = [
  'filters',
  'kernelSize',
  'strides',
  'padding',
  'activation',
  'useBias',
  'kernelInitializer',
  'biasInitializer',
];
/** What every layer takes. */
const common = [
  'inputShape',
  'batchInputShape',
  'batchSize',
  'dtype',
  'inputDType',
  'name',
  'trainable',
  'weights',
];

const pair = (value: number | [number, number]): [number, number] =>
  typeof value === 'number' ? [value, value] : value;

/** Throws unless it is a shape of images, of which all but the channels may be open. */
function checkShape(name: string, shape: unknown): asserts shape is Shape {
  const isExtent = (extent: unknown) => (extent ?? 0) === 0 || isSize(extent);
  const isList = Array.isArray(shape);
  if (isList && shape.length === 4 && isSize(shape[3]) && Array.from(shape).every(isExtent)) return;
  const constraint = `${name} must be [batch, height, width, channels] with known channels`;
  (isList ? refuse : refuseKind)('fusedConv2dLayer', constraint, shape);
}

/** The layer made by {@link fusedConv2dLayer}, registered with tf.layers under the name `FusedConv2D`. */
export class FusedConv2D extends layers.Layer {
  /** The name under which saved models hold the layer. */
  static readonly className = 'FusedConv2D';

  private readonly config: Required<Omit<FusedConv2dLayerConfig, keyof NonNullable<LayerArgs>>> &
    Initializers;
  private kernel!: LayerVariable;
  private bias: LayerVariable | undefined;

  constructor(config: FusedConv2dLayerConfig) {
    const {
      filters,
      kernelSize,
      strides = 1,
      padding = 'valid',
      activation = 'linear',
      useBias = true,
      kernelInitializer = 'glorotNormal',
      biasInitializer = 'zeros',
      ...layerConfig
    } = readOptions('fusedConv2dLayer', config);
    super(layerConfig);
    // Of `inputShape` and `batchSize`, or as it is given.
    if (this.batchInputShape) checkShape('batchInputShape', this.batchInputShape);
    checkSize('fusedConv2dLayer', 'filters', filters);
    checkSizes('fusedConv2dLayer', 'kernelSize', kernelSize);
    checkSizes('fusedConv2dLayer', 'strides', strides);
    checkChoice('fusedConv2dLayer', 'padding', padding, ['valid', 'same']);
    checkChoice('fusedConv2dLayer', 'activation', activation, ['linear', 'relu']);
    checkChoice('fusedConv2dLayer', 'useBias', useBias, [true, false]);
    this.config = {
      filters,
      kernelSize,
      strides,
      padding,
      activation,
      useBias,
      kernelInitializer: initializer(kernelInitializer),
      biasInitializer: initializer(biasInitializer),
    };
  }

  override build(inputShape: Shape | Shape[]): void {
    checkShape('the input', inputShape);
    const { filters, kernelSize, useBias, kernelInitializer, biasInitializer } = this.config;
    const kernelShape = [...pair(kernelSize), inputShape[3]!, filters];
    this.kernel = this.addWeight('kernel', kernelShape, 'float32', kernelInitializer);
    if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', biasInitializer);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    checkShape('the input', inputShape);
    const [batch, height, width] = inputShape;
    const { filters, kernelSize, strides, padding } = this.config;
    const size = (input: number | null | undefined, axis: 0 | 1): number | null => {
      if (input === null || input === undefined) return null;
      const covered = padding === 'same' ? input : input - pair(kernelSize)[axis] + 1;
      return Math.ceil(covered / pair(strides)[axis]);
    };
    return [batch ?? null, size(height, 0), size(width, 1), filters];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      const { strides, padding: pad, activation } = this.config;
      const bias = this.bias ? { bias: this.bias.read() as Tensor1D } : {};
      return fusedConv2d(x as Tensor4D, this.kernel.read() as Tensor4D, {
        strides,
        pad,
        activation,
        ...bias,
      });
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { kernelInitializer, biasInitializer } = this.config;
    return {
      ...super.getConfig(),
      ...this.config,
      kernelInitializer: serialized(kernelInitializer),
      biasInitializer: serialized(biasInitializer),
    };
  }
}

serialization.registerClass(FusedConv2D);

/** An initializer as a saved model holds it. */
function serialized(given: Initializer): serialization.ConfigDictValue {
  return { className: given.getClassName(), config: given.getConfig() };
}

/** The initializer of a name, of a saved model, or the one that is given. */
function initializer(given: InitializerOption | serialization.ConfigDict): Initializer {
  if (typeof given === 'string') {
    if (Object.hasOwn(initializers, given)) return initializers[given as 'zeros']();
  } else if (holds(() => typeof given === 'object' && 'apply' in given)) {
    return given as Initializer;
  } else if (holds(() => typeof (given as serialization.ConfigDict)['className'] === 'string')) {
    const { className, config } = given as unknown as { className: string; config: serialization.ConfigDict };
    const known = serialization.SerializationMap.getMap().classNameMap;
    const [type, fromConfig] = (Object.hasOwn(known, className) && known[className]) || [];
    if (type && fromConfig) return fromConfig(type, config) as unknown as Initializer;
  }
  const fail = typeof given === 'string' ? refuse : refuseKind;
  return fail('fusedConv2dLayer', "initializers must be of tf.initializers, or one's name", given);
}

/**
 * `tf.layers.conv2d` in one operation, {@link fusedConv2d}: the same weights under the same names, so that `setWeights` carries
 * over. Importing this module registers the layer, so that saved models can be loaded.
 *
 * $$
 * y = \operatorname{relu}(x * f + b)
 * $$
 *
 * @param config - see {@link FusedConv2dLayerConfig}; `inputShape` and `name` as in any layer.
 * @returns A layer from [batch, height, width, channels] to [batch, outHeight, outWidth, filters].
 * @throws RangeError or TypeError if an option is invalid; when the layer is built, RangeError if the input is not of rank 4.
 *
 * @example
 * ```ts
 * import { fusedConv2dLayer } from '@backdropjs/backend/layers';
 * import { sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential();
 * model.add(fusedConv2dLayer({ inputShape: [64, 64, 1], filters: 32, kernelSize: 5, strides: 2, activation: 'relu' }));
 * ```
 */
export function fusedConv2dLayer(config: FusedConv2dLayerConfig): FusedConv2D {
  // Not in the constructor: there, loading a model adds options of its own.
  return new FusedConv2D(readOptions('fusedConv2dLayer', config, [...own, ...common]));
}
