import { foldIn, key } from '@backdropjs/random';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { backdrop } from '../backdrop';
import { rateAt } from '../rate-schedule';
import type { BackdropLayerConfig } from './backdrop-layer';
import { graphOf, nodesNamed, runGraph } from './graph';

/** A mask on the gradient of a layer's output. */
export interface Placement extends Omit<BackdropLayerConfig, 'seed' | 'name'> {
  /** Name of the layer that the mask follows. */
  after: string;
  /** A safe integer; by default the number of the placement in its list, 0, 1, … */
  seed?: number | undefined;
}

/** The seed of the placement at an index. */
export const seedOf = ({ seed }: Placement, index: number): number => seed ?? index;

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
  const nodes = nodesNamed(
    caller,
    graph,
    placements.map(({ after }) => after),
  );
  return (inputs, step) =>
    runGraph(graph, model, inputs, (node, output) => {
      const index = placements.findIndex(({ after }) => nodes.get(after) === node);
      const placement = placements[index];
      if (!placement) return output;
      const { rate, axes, scale } = placement;
      const maskKey = foldIn(key(seedOf(placement, index)), step);
      return backdrop(output, { rate: rateAt(rate, step), axes, scale, key: maskKey });
    });
}
