import { type LayersModel, model as makeModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { fail } from '../check';
import { type Backdrop, backdropLayer } from './backdrop-layer';
import { type GraphNode, graphOf } from './graph';
import { type Placement, placeMasks } from './placement';

/**
 * A model that computes the same and shares all weights, with masks on the gradient behind some of its layers.
 *
 * Each mask is a {@link backdropLayer} named `<layer>_backdrop`. The layers are the very layers of `model`, used a second
 * time: what one of the two models learns, the other has learned. The model given stays as it is, except that
 * tf.layers now counts several outputs of its layers (`layer.output` becomes `layer.getOutputAt(0)`), and that disposing
 * of either disposes of the shared weights.
 *
 * @param model - a sequential or functional tf.layers model that knows its input shape.
 * @param placements - after which layer, and the options of {@link backdropLayer}; `seed` is by default the number of the
 * placement in the list.
 * @returns A new model, to compile and train. Inputs and outputs are those of `model`, save that an output with a mask
 * behind it is named after the mask.
 * @throws Error if no layer has the name, it is used more than once or has several outputs, a name repeats, or an option
 * of the mask is invalid.
 *
 * @example
 * ```ts
 * import { insertBackdrop } from '@backdropjs/operator/layers';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential();
 * model.add(layers.conv2d({ name: 'first', inputShape: [64, 64, 1], filters: 12, kernelSize: 5, strides: 2 }));
 * model.add(layers.globalAveragePooling2d({}));
 * model.add(layers.dense({ units: 4 }));
 * const masked = insertBackdrop(model, [{ after: 'first', rate: 0.8, axes: [1, 2] }]);
 * masked.compile({ optimizer: 'sgd', loss: 'meanSquaredError' }); // and fit; then model.predict
 * ```
 */
export function insertBackdrop(model: LayersModel, placements: readonly Placement[]): LayersModel {
  const graph = graphOf('insertBackdrop', model);
  const masks = placeMasks('insertBackdrop', graph, placements);
  for (const { layer } of masks.keys()) {
    const name = maskName(layer.name);
    if (graph.some((node) => node.layer.name === name)) {
      fail('insertBackdrop', 'after must be a layer without a mask', `${layer.name}, which has ${name}`);
    }
  }
  const made: Backdrop[] = [];
  try {
    return rebuild(graph, model, (node, output) => {
      const mask = masks.get(node);
      if (!mask) return output;
      const layer = backdropLayer({ ...mask.config, name: maskName(node.layer.name) });
      made.push(layer);
      return layer.apply(output) as SymbolicTensor;
    });
  } catch (error) {
    for (const layer of made) if (layer.built) layer.dispose();
    throw error;
  }
}

const maskName = (layer: string) => `${layer}_backdrop`;

/** The model made anew from its layers, with the output of each node replaced by what `after` makes of it. */
function rebuild(
  graph: readonly GraphNode[],
  model: LayersModel,
  after: (node: GraphNode, output: SymbolicTensor) => SymbolicTensor,
): LayersModel {
  const rebuilt = new Map<number, SymbolicTensor>();
  for (const node of graph) {
    const inputs = node.inputs.map((tensor) => rebuilt.get(tensor.id)!);
    let outputs = [...node.outputs];
    if (inputs.some((tensor, i) => tensor !== node.inputs[i])) {
      const y = node.layer.apply(inputs.length === 1 ? inputs[0]! : inputs, node.callArgs);
      outputs = (Array.isArray(y) ? y : [y]) as SymbolicTensor[];
    }
    for (const [i, { id }] of node.outputs.entries()) rebuilt.set(id, after(node, outputs[i]!));
  }
  return makeModel({ inputs: model.inputs, outputs: model.outputs.map(({ id }) => rebuilt.get(id)!) });
}
