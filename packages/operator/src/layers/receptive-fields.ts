import type { LayersModel, Shape } from '@tensorflow/tfjs-layers';
import { isListOf, isNumber, isNumbers, readOptions, refuse } from '../check';
import type { Fields, Seen } from './field';
import { fieldRules } from './field-rules';
import { type GraphNode, graphOf } from './graph';

/** What the positions of a layer's output see of the model's input; one entry for each of `axes`. */
export interface ReceptiveField {
  /** Name of the layer. */
  layer: string;
  /** Axes of the output that count positions, `[1, 2]` for images; empty where every output may see everything. */
  axes: number[];
  /** Number of positions; null when it depends on the size of the input. */
  positions: (number | null)[];
  /** From the first to the last input that a position sees. */
  size: number[];
  /** Distance of what neighboring positions see. */
  stride: number[];
  /** Index of the first input that position 0 sees; negative when it starts in the padding. */
  offset: number[];
  /** Why there are no positions, where `axes` is empty: the layer that ends them, which may be one before. */
  reason?: string;
}

/** How the model is looked at. */
export interface ReceptiveFieldsOptions {
  /** Shape of one sample, for models that leave sizes open. */
  inputShape?: readonly number[] | undefined;
}

/**
 * What part of the input each layer's positions see.
 *
 * $$
 * \begin{aligned}
 * \text{size}' &= \text{size} + (k - 1)\, d \cdot \text{stride}, \\
 * \text{stride}' &= s \cdot \text{stride}, \\
 * \text{offset}' &= \text{offset} - b \cdot \text{stride}
 * \end{aligned}
 * $$
 *
 * Along each axis, position `p` of a layer sees the inputs `offset + p * stride` to `offset + p * stride + size - 1`, those
 * outside of the input being padding. A layer of kernel `k`, stride `s`, dilation `d` and `b` rows of padding in front
 * turns its input's field into `size + (k - 1) d stride`, `stride * s` and `offset - b stride`; where branches meet, the
 * field spans that of each. Convolutions (also depthwise, separable and dilated), pooling, padding, cropping, merging
 * and pointwise layers keep positions; of any other layer (dense after flattening, global pooling, upsampling,
 * transposed convolution, recurrent, your own) every output is taken to see everything: `axes` is empty, there and behind
 * it, and `reason` names the layer. Statistics of batch normalization do not count. A model inside of the model is one layer.
 *
 * @param model - tf.layers model with one input `[batch, …spatial, channels]` (or channels first).
 * @param options - `inputShape`, needed only when a size is open and padding 'same' depends on it.
 * @returns One entry for each use of a layer, inputs before what they feed.
 * @throws Error if the model has several inputs, or a size is needed and not known.
 * @see Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.
 *
 * @example
 * ```ts
 * import { receptiveFields } from '@backdropjs/operator/layers';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential();
 * model.add(layers.conv2d({ inputShape: [64, 64, 1], filters: 12, kernelSize: 5, strides: 2, padding: 'same' }));
 * model.add(layers.conv2d({ name: 'second', filters: 16, kernelSize: 2, strides: 2 }));
 * const field = receptiveFields(model).find(({ layer }) => layer === 'second');
 * // axes [1, 2], positions [16, 16], size [7, 7], stride [4, 4], offset [-1, -1]
 * ```
 */
export function receptiveFields(model: LayersModel, options: ReceptiveFieldsOptions = {}): ReceptiveField[] {
  const graph = graphOf('receptiveFields', model);
  readOptions('receptiveFields', options, ['inputShape']);
  const fields = fieldsOf('receptiveFields', graph, model, options);
  return graph.map((node) => describe(node, fields.get(node)!));
}

/** The public form of what a node's output sees. */
export function describe({ layer }: GraphNode, { fields, reason }: Seen): ReceptiveField {
  const along = [...fields.values()];
  return {
    layer: layer.name,
    axes: [...fields.keys()],
    positions: along.map(({ positions }) => positions),
    size: along.map(({ size }) => size),
    stride: along.map(({ stride }) => stride),
    offset: along.map(({ offset }) => offset),
    ...(reason && { reason }),
  };
}

/** What each node's output sees. */
export function fieldsOf(
  caller: string,
  graph: readonly GraphNode[],
  model: LayersModel,
  { inputShape }: ReceptiveFieldsOptions,
): Map<GraphNode, Seen> {
  if (model.inputs.length !== 1) {
    const remedy = 'fields of several inputs do not compare';
    refuse(caller, 'model must have one input', model.inputs.length, isNumber, remedy);
  }
  const declared = model.inputs[0]!.shape;
  const isGiven = inputShape === undefined || isListOf(inputShape, Number.isSafeInteger);
  const shape: Shape = isGiven && inputShape ? [null, ...inputShape] : declared;
  const fits =
    isGiven &&
    shape.every((size) => size === null || size > 0) &&
    shape.length === declared.length &&
    declared.every((size, axis) => size === null || size === shape[axis] || axis === 0);
  if (!fits) {
    const constraint = `inputShape must be the shape of one sample of the model's input`;
    refuse(caller, `${constraint} [${declared.slice(1)}]`, inputShape, isNumbers);
  }
  const channelsFirst = graph.some(({ layer }) => layer.getConfig()['dataFormat'] === 'channelsFirst');
  const pixel = (axis: number) => ({ positions: shape[axis] ?? null, size: 1, stride: 1, offset: 0 });
  const spatial = shape.map((_, axis) => axis).slice(channelsFirst ? 2 : 1, channelsFirst ? undefined : -1);

  const seen = new Map<GraphNode, Seen>();
  const known = new Map<number, Seen & { shape: Shape }>();
  for (const node of graph) {
    const inputs = node.inputs.map(({ id }) => known.get(id)!);
    const inputShapes = inputs.map((input) => input.shape);
    const outputs = inputs.length === 0 ? [shape] : outputShapes(node, inputShapes);
    const rule = fieldRules.get(node.layer.getClassName());
    let ofNode: Fields = new Map();
    if (inputs.length === 0) ofNode = new Map(spatial.map((axis) => [axis, pixel(axis)]));
    else if (rule) {
      ofNode = rule({
        caller,
        layer: node.layer,
        config: node.layer.getConfig(),
        inputs: inputs.map((input) => input.fields),
        inputShapes,
        outputShape: outputs[0]!,
      });
    }
    const reason = ofNode.size === 0 ? whyEmpty(node, inputs, shape) : undefined;
    const ofOutput = { fields: ofNode, reason };
    seen.set(node, ofOutput);
    for (const [i, { id }] of node.outputs.entries()) known.set(id, { ...ofOutput, shape: outputs[i]! });
  }
  return seen;
}

/** Which layer ends the positions: the first without any. */
function whyEmpty({ layer }: GraphNode, inputs: readonly Seen[], shape: Shape): string {
  if (inputs.length === 0) return `an input of shape [${shape.slice(1)}] has no positions`;
  const before = inputs.find(({ reason }) => reason)?.reason;
  return before ?? `${layer.name} (${layer.getClassName()}): each output is taken to see all of its input`;
}

function outputShapes({ layer }: GraphNode, inputShapes: Shape[]): Shape[] {
  const shapes = layer.computeOutputShape(inputShapes.length === 1 ? inputShapes[0]! : inputShapes);
  return Array.isArray(shapes[0]) ? (shapes as Shape[]) : [shapes as Shape];
}
