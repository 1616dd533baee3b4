import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

type Layer = layers.Layer;

/** One use of a layer in a model. */
export interface GraphNode {
  readonly layer: Layer;
  /** Empty for what the model takes as input. */
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
  readonly callArgs: Record<string, unknown>;
}

/** The nodes of a model, each after those that it takes its inputs from. */
export function graphOf(caller: string, model: LayersModel): GraphNode[] {
  if (!model?.outputs?.length) {
    throw new Error(
      `${caller}: model must be a tf.layers model that knows its input shape, got ${model?.name ?? model}; start it with an inputShape`,
    );
  }
  const inputs = new Set(model.inputs.map(({ id }) => id));
  const nodes = new Map<unknown, GraphNode>();
  const visit = (tensor: SymbolicTensor): void => {
    const node = tensor.sourceLayer.inboundNodes[tensor.nodeIndex]!;
    if (nodes.has(node)) return;
    const isInput = inputs.has(tensor.id);
    if (!isInput) node.inputTensors.forEach(visit);
    nodes.set(node, {
      layer: tensor.sourceLayer,
      inputs: isInput ? [] : node.inputTensors,
      outputs: node.outputTensors,
      callArgs: node.callArgs ?? {},
    });
  };
  for (const output of model.outputs) visit(output);
  return [...nodes.values()];
}

/** The nodes by the names of layers that masks shall follow. */
export function nodesNamed(
  caller: string,
  graph: readonly GraphNode[],
  names: readonly string[],
): Map<string, GraphNode> {
  const found = new Map<string, GraphNode>();
  for (const name of names) {
    const nodes = graph.filter(({ layer }) => layer.name === name);
    if (nodes.length === 0) {
      throw new Error(
        `${caller}: after must be the name of a layer of the model, got ${name}; its layers are ${[...new Set(graph.map(({ layer }) => layer.name))].join(', ')}`,
      );
    }
    if (nodes.length > 1 || nodes[0]!.outputs.length > 1) {
      throw new Error(
        `${caller}: after must be a layer with one output, got ${name}, which has ${nodes.flatMap(({ outputs }) => outputs).length}`,
      );
    }
    if (found.has(name)) throw new Error(`${caller}: after must not repeat, got ${name} twice`);
    found.set(name, nodes[0]!);
  }
  return found;
}

/**
 * The model's outputs as at inference, with the output of each node replaced by what `after` makes of it. All tensors
 * belong to the surrounding `tf.tidy`.
 */
export function runGraph(
  graph: readonly GraphNode[],
  model: LayersModel,
  inputs: readonly Tensor[],
  after: (node: GraphNode, output: Tensor) => Tensor,
): Tensor[] {
  const values = new Map(model.inputs.map(({ id }, i) => [id, inputs[i]!]));
  for (const node of graph) {
    if (node.inputs.length > 0) {
      const x = node.inputs.map(({ id }) => values.get(id)!);
      const y = node.layer.apply(x.length === 1 ? x[0]! : x, { ...node.callArgs, training: false });
      const outputs = (Array.isArray(y) ? y : [y]) as Tensor[];
      for (const [i, { id }] of node.outputs.entries()) values.set(id, outputs[i]!);
    }
    for (const { id } of node.outputs) values.set(id, after(node, values.get(id)!));
  }
  return model.outputs.map(({ id }) => values.get(id)!);
}
