import type { layers, Shape } from '@tensorflow/tfjs-layers';
import { isNumber, refuse } from '../check';
import { type AxisField, type Fields, slide, union } from './field';

/** What a rule knows about one use of a layer. */
export interface Use {
  readonly caller: string;
  readonly layer: layers.Layer;
  readonly config: Record<string, unknown>;
  /** Fields and shape of each input, the batch being axis 0. */
  readonly inputs: readonly Fields[];
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
}

/** The fields of a layer's output. */
type Rule = (use: Use) => Fields;

const pointwise: Rule = ({ inputs }) => inputs[0]!;

/** Along its own axis a layer looks at everything. */
const pointwiseButOne: Rule = ({ inputs, config, inputShapes }) => {
  const axes = [(config['axis'] as number | number[] | undefined) ?? -1].flat();
  const looked = axes.map((axis) => (axis < 0 ? axis + inputShapes[0]!.length : axis));
  return new Map([...inputs[0]!].filter(([axis]) => !looked.includes(axis)));
};

const windowed: Rule = (use) => {
  const { caller, layer, config, inputs, inputShapes, outputShape } = use;
  const axes = spatialAxes(config, outputShape.length);
  const perAxis = (name: string, fallback: number) => {
    const value = (config[name] as number | number[] | null | undefined) ?? fallback;
    return axes.map((_, i) => (Array.isArray(value) ? (value[i] ?? value[0]!) : value));
  };
  const sizes = perAxis('kernelSize' in config ? 'kernelSize' : 'poolSize', 1);
  const strides = perAxis('strides', 1);
  const dilations = perAxis('dilationRate', 1);
  const fields = new Map<number, AxisField>();
  for (const [i, axis] of axes.entries()) {
    const field = inputs[0]!.get(axis);
    if (!field) continue;
    const extent = (sizes[i]! - 1) * dilations[i]! + 1;
    const stride = strides[i]!;
    const length = inputShapes[0]![axis] ?? null;
    if (config['padding'] === 'same' && length === null && stride > 1) {
      const remedy = `the padding of ${layer.name} depends on the size of the input`;
      refuse(caller, 'inputShape must be given', undefined, isNumber, remedy);
    }
    // At stride 1 the padding does not depend on the length.
    const outputs = length === null ? 1 : Math.ceil(length / stride);
    const total = Math.max((outputs - 1) * stride + extent - (length ?? 1), 0);
    const padding = config['padding'] === 'same' ? Math.floor(total / 2) : 0;
    fields.set(axis, slide(field, { extent, stride, padding }, outputShape[axis] ?? null));
  }
  return fields;
};

/** Padding in front moves the fields back, cropping moves them forward. */
const shifted =
  (name: string, sign: 1 | -1): Rule =>
  ({ config, inputs, outputShape }) => {
    const amounts = config[name] as [number, number][];
    const fields = new Map<number, AxisField>();
    for (const [i, axis] of spatialAxes(config, outputShape.length).entries()) {
      const field = inputs[0]!.get(axis);
      const window = { extent: 1, stride: 1, padding: sign * amounts[i]![0] };
      if (field) fields.set(axis, slide(field, window, outputShape[axis] ?? null));
    }
    return fields;
  };

const merged: Rule = ({ inputs }) => union(inputs);

const concatenated: Rule = (use) => {
  const joined = union(use.inputs);
  return pointwiseButOne({ ...use, inputs: [joined] });
};

/** The axes along which windows slide. */
function spatialAxes(config: Record<string, unknown>, rank: number): number[] {
  const first = config['dataFormat'] === 'channelsFirst' ? 2 : 1;
  return Array.from({ length: rank - 2 }, (_, i) => first + i);
}

const group = (rule: Rule, ...names: string[]) => names.map((name) => [name, rule] as const);

/** By the class name of the layer. Of other layers every output may depend on every input. */
export const fieldRules: ReadonlyMap<string, Rule> = new Map([
  ...group(
    windowed,
    ...['Conv1D', 'Conv2D', 'Conv3D', 'DepthwiseConv2D', 'SeparableConv2D', 'FusedConv2D'],
    ...['MaxPooling1D', 'MaxPooling2D', 'MaxPooling3D'],
    ...['AveragePooling1D', 'AveragePooling2D', 'AveragePooling3D'],
  ),
  ...group(
    pointwise,
    ...[
      'Activation',
      'ReLU',
      'LeakyReLU',
      'PReLU',
      'ELU',
      'ThresholdedReLU',
      'Masking',
      'Rescaling',
      'Backdrop',
    ],
    ...['Dropout', 'SpatialDropout1D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout'],
    'BatchNormalization',
  ),
  ...group(pointwiseButOne, 'Dense', 'Softmax', 'LayerNormalization'),
  ...group(shifted('padding', 1), 'ZeroPadding2D'),
  ...group(shifted('cropping', -1), 'Cropping2D'),
  ...group(merged, 'Add', 'Multiply', 'Average', 'Maximum', 'Minimum'),
  ...group(concatenated, 'Concatenate'),
]);
