import { foldIn, key } from '@backdropjs/random';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { backdrop } from '../backdrop';
import { checkNames, refuse, resolveAxes } from '../check';
import { rateAt } from '../rate-schedule';
import { type BackdropLayerConfig, checkConfig } from './backdrop-layer';
import { type GraphNode, graphOf, nodeNamed, runGraph } from './graph';

/** A mask on the gradient of a layer's output. */
export interface Placement extends Omit<BackdropLayerConfig, 'seed' | 'name'> {
  /** Name of the layer that the mask follows. */
  after: string;
  /** A safe integer; by default the number of the placement in its list, 0, 1, … */
  seed?: number | undefined;
}

/** Checks the placements and returns the masks by the nodes that they follow. */
export function placeMasks(
  caller: string,
  graph: readonly GraphNode[],
  placements: readonly Placement[],
): Map<GraphNode, BackdropLayerConfig> {
  if (!Array.isArray(placements)) refuse(caller, 'placements must be an array', placements);
  const masks = new Map<GraphNode, BackdropLayerConfig>();
  for (const [index, placement] of placements.entries()) {
    // A suggestion of suggestMasks with a rate is a placement.
    checkNames(caller, placement, ['after', 'rate', 'axes', 'seed', 'scale', 'receptiveField']);
    const { after, rate, axes, seed = index, scale } = placement;
    const node = nodeNamed(caller, graph, after);
    if (masks.has(node)) refuse(caller, 'after must not repeat', `${after} twice`);
    checkConfig(caller, { rate, axes, seed, scale });
    resolveAxes(caller, axes, node.outputs[0]!.shape.length);
    masks.set(node, { rate, axes, seed, scale });
  }
  return masks;
}

/**
 * The model as at inference, but under the masks that layers of {@link insertBackdrop} draw at a step. All tensors
 * belong to the surrounding `tf.tidy`.
 */
export function maskedModel(
  caller: string,
  model: LayersModel,
  placements: readonly Placement[],
): (inputs: readonly Tensor[], step: number) => Tensor[] {
  const graph = graphOf(caller, model);
  const masks = placeMasks(caller, graph, placements);
  return (inputs, step) =>
    runGraph(graph, model, inputs, (node, output) => {
      const mask = masks.get(node);
      if (!mask) return output;
      const { rate, axes, seed, scale } = mask;
      return backdrop(output, { rate: rateAt(rate, step), axes, scale, key: foldIn(key(seed), step) });
    });
}
