import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fail, isListOf, isNumbers, readOptions, refuse } from '../check';
import { type GraphNode, graphOf } from './graph';
import { describe, fieldsOf, type ReceptiveField, type ReceptiveFieldsOptions } from './receptive-fields';

/** A place for a mask; with a `rate` it is a placement for `insertBackdrop`. */
export interface MaskSuggestion {
  /** Name of the layer that the mask should follow. */
  after: string;
  /** Axes that count the positions: one mask for all samples of a batch. Add 0 for one mask for each sample. */
  axes: number[];
  /** What the positions see. */
  receptiveField: ReceptiveField;
}

/** Which masks are wanted. */
export interface SuggestMasksOptions extends ReceptiveFieldsOptions {
  /** Sizes of the structures in the data, in steps of the input's grid (pixels). */
  scales: readonly number[];
}

/**
 * After which layers to put masks first, for data with structure of the given sizes; others may do as well or better.
 *
 * $$
 * \arg\min_{\text{layer}} \Big|\log \frac{\text{size}(\text{layer})}{\text{scale}}\Big|
 * $$
 *
 * For each scale, the layer whose receptive field is nearest in size (least `|log(size / scale)|`, `size` being the
 * geometric mean along the axes); of layers with the same field the last, so that a mask comes after normalization and
 * activation. Only layers count that have more than one position, some weights before them, and that every path from
 * input to output goes through: around any other layer the gradient would find a way.
 *
 * A scale is the extent of a structure. A Gaussian field of correlation length `l` has structures of about `3 l` to
 * `4 l`.
 *
 * @param model - tf.layers model with one input.
 * @param options - `scales`, and `inputShape` when the model leaves sizes open.
 * @returns One suggestion for each scale, in order. Two scales may get the same layer: the net does not tell them apart.
 * @throws Error if `scales` is empty or not positive, no layer is suitable, or as {@link receptiveFields} does.
 * @see Golkar and Cranmer, "Backdrop: Stochastic Backpropagation", arXiv:1806.01337, section 2.
 *
 * @example
 * ```ts
 * import { insertBackdrop, suggestMasks } from '@backdropjs/operator/layers';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential();
 * model.add(layers.conv2d({ inputShape: [64, 64, 1], filters: 12, kernelSize: 5, strides: 2, activation: 'relu' }));
 * model.add(layers.conv2d({ filters: 16, kernelSize: 5, strides: 4, activation: 'relu' }));
 * model.add(layers.globalAveragePooling2d({}));
 * const places = suggestMasks(model, { scales: [5, 13] }); // after the first, after the second
 * const masked = insertBackdrop(model, places.map((place) => ({ ...place, rate: 0.8 })));
 * ```
 */
export function suggestMasks(model: LayersModel, options: SuggestMasksOptions): MaskSuggestion[] {
  readOptions('suggestMasks', options, ['scales', 'inputShape']);
  const { scales, inputShape } = options;
  if (!(isListOf(scales, (scale) => Number.isFinite(scale) && scale > 0) && scales.length > 0)) {
    const constraint = 'scales must be a non-empty array of positive sizes in pixels';
    refuse('suggestMasks', constraint, scales, isNumbers);
  }
  const graph = graphOf('suggestMasks', model);
  const fields = fieldsOf('suggestMasks', graph, model, { inputShape });
  const candidates = graph
    .filter((node) => isSuitable(node, graph, model))
    .map((node) => describe(node, fields.get(node)!))
    .filter(({ axes, positions }) => axes.length > 0 && positions.some((count) => count !== 1));
  if (candidates.length === 0) {
    const constraint = 'model must have a layer with positions that every path goes through';
    fail('suggestMasks', constraint, 'none', 'see receptiveFields(model)');
  }
  return scales.map((scale) => {
    const distance = ({ size }: ReceptiveField) =>
      Math.abs(size.reduce((sum, length) => sum + Math.log(length), 0) / size.length - Math.log(scale));
    const best = candidates.reduce((a, b) => {
      const isSame = a.size.join() === b.size.join() && a.positions.join() === b.positions.join();
      return isSame || distance(b) < distance(a) ? b : a;
    });
    return { after: best.layer, axes: best.axes, receptiveField: best };
  });
}

/** Whether a mask after the node reaches weights, and no path from input to output avoids it. */
function isSuitable(node: GraphNode, graph: readonly GraphNode[], model: LayersModel): boolean {
  const usesOfLayer = graph.filter(({ layer }) => layer === node.layer).length;
  if (node.inputs.length === 0 || node.outputs.length > 1 || usesOfLayer > 1) return false;
  const learned = new Set<number>();
  // Tensors that depend on the input, or on weights, by a way around the node.
  const around = new Set<number>();
  for (const other of graph) {
    const isSource = other.inputs.length === 0;
    const isLearned =
      other.layer.trainableWeights.length > 0 || other.inputs.some(({ id }) => learned.has(id));
    const isAround = other !== node && (isSource || other.inputs.some(({ id }) => around.has(id)));
    for (const { id } of other.outputs) {
      if (isLearned) learned.add(id);
      if (isAround) around.add(id);
    }
  }
  return learned.has(node.outputs[0]!.id) && !model.outputs.some(({ id }) => around.has(id));
}
