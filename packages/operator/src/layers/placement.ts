import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { backdrop } from '../backdrop';
import { isListOf, isText, readOptions, refuse, refuseKind, resolveAxes } from '../check';
import { type GraphNode, graphOf, nodeNamed, runGraph } from './graph';
import { type LayerMask, type LayerMaskConfig, layerMask } from './layer-mask';

/** A mask on the gradient of a layer's output. */
export interface Placement extends Omit<LayerMaskConfig, 'seed'> {
  /** Name of the layer that the mask follows. */
  after: string;
  /** A safe integer; by default the number of the placement in its list, 0, 1, … */
  seed?: number | undefined;
}

/** A mask, and what a layer is made from that draws it. */
interface PlacedMask extends LayerMask {
  readonly config: LayerMaskConfig;
}

/** Checks the placements and returns the masks by the nodes that they follow. */
export function placeMasks(
  caller: string,
  graph: readonly GraphNode[],
  placements: readonly Placement[],
): Map<GraphNode, PlacedMask> {
  if (!isListOf(placements, (placement) => Object(placement) === placement)) {
    refuseKind(caller, 'placements must be an array of { after, rate, axes, ... }', placements);
  }
  const masks = new Map<GraphNode, PlacedMask>();
  for (const [index, placement] of placements.entries()) {
    // A suggestion of suggestMasks with a rate is a placement.
    readOptions(caller, placement, ['after', 'rate', 'mask', 'axes', 'seed', 'scale', 'receptiveField']);
    const { after, rate, mask, axes, seed = index, scale } = placement;
    const node = nodeNamed(caller, graph, after);
    if (masks.has(node)) refuse(caller, 'after must not repeat', after, isText);
    const config = { rate, mask, axes, seed, scale };
    const checked = layerMask(caller, config);
    resolveAxes(caller, checked.axes, node.outputs[0]!.shape.length);
    masks.set(node, { ...checked, config });
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
      return mask ? backdrop(output, mask.at(step)) : output;
    });
}
