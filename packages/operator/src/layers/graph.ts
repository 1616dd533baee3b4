import { Tensor } from '@tensorflow/tfjs-core';
import { LayersModel, type layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { fail, isListOf, isNumbers, isText, refuse, refuseKind } from '../check';

type Layer = layers.Layer;

/** One use of a layer in a model. */
export interface GraphNode {
  readonly layer: Layer;
  /** Empty for what the model takes as input. */
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
  readonly callArgs: Record<string, unknown>;
}

/** Throws unless it is a model that knows its input shape. */
export function checkModel(caller: string, model: LayersModel): void {
  if (!(model instanceof LayersModel && model.outputs?.length > 0)) {
    const constraint = 'model must be a tf.layers model that knows its input shape';
    refuseKind(caller, constraint, model, 'start it with an inputShape');
  }
}

/** Throws unless they are live tensors of the shapes that a model takes. */
export function checkInputs(caller: string, model: LayersModel, inputs: readonly Tensor[]): void {
  const isLive = (x: Tensor) => x instanceof Tensor && !x.isDisposed;
  if (!(isListOf(inputs, isLive) && inputs.length === model.inputs.length)) {
    refuseKind(caller, `inputs must be ${model.inputs.length} live tensors`, inputs);
  }
  for (const [i, { shape, dtype }] of inputs.entries()) {
    const taken = model.inputs[i]!.shape;
    if (shape.length !== taken.length || taken.some((size, axis) => size !== null && size !== shape[axis])) {
      const fitting = taken.map((size) => size ?? 'any');
      refuse(caller, `inputs of the model must have shape [${fitting}]`, shape, isNumbers);
    }
    if (dtype !== 'float32' && dtype !== 'int32')
      refuse(caller, 'inputs must be float32 or int32', dtype, isText);
  }
}

/** The nodes of a model, each after those that it takes its inputs from. */
export function graphOf(caller: string, model: LayersModel): GraphNode[] {
  checkModel(caller, model);
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

/** The node of the layer of a name, which a mask shall follow. */
export function nodeNamed(caller: string, graph: readonly GraphNode[], name: string): GraphNode {
  const nodes = graph.filter(({ layer }) => layer.name === name);
  const [node] = nodes;
  if (!node) {
    const names = [...new Set(graph.map(({ layer }) => layer.name))];
    const remedy = `its layers are ${names.join(', ')}`;
    return refuse(caller, 'after must be the name of a layer of the model', name, isText, remedy);
  }
  const outputs = nodes.flatMap((each) => each.outputs).length;
  if (outputs > 1) fail(caller, 'after must be a layer with one output', `${name}, which has ${outputs}`);
  return node;
}

/**
 * The model's outputs as at inference, with the output of each node replaced by what `after` makes of it. Masks of
 * tf.layers (`masking`, `embedding` with `maskZero`) reach the layers whose inputs have one, and no others. tfjs's executor
 * never clears the mask that it has handed to a layer: it hands it to all later layers whose inputs have none, so that
 * `predict` differs where, say, an LSTM ends the mask and another follows. All tensors belong to the surrounding `tf.tidy`.
 */
export function runGraph(
  graph: readonly GraphNode[],
  model: LayersModel,
  inputs: readonly Tensor[],
  after: (node: GraphNode, output: Tensor) => Tensor,
): Tensor[] {
  const values = new Map(model.inputs.map(({ id }, i) => [id, inputs[i]!]));
  const masks = new Map<number, Tensor>();
  for (const node of graph) {
    const { layer } = node;
    if (node.inputs.length > 0) {
      const x = node.inputs.map(({ id }) => values.get(id)!);
      const masksOfX = node.inputs.map(({ id }) => masks.get(id)!);
      const mask = masksOfX.some(Boolean) && { mask: masksOfX[0] };
      const y = layer.apply(x.length === 1 ? x[0]! : x, { ...node.callArgs, ...mask, training: false });
      const outputs = (Array.isArray(y) ? y : [y]) as Tensor[];
      const [maskOfY] = layer.supportsMasking ? [layer.computeMask(x, masksOfX)].flat() : [];
      for (const [i, { id }] of node.outputs.entries()) {
        values.set(id, outputs[i]!);
        if (maskOfY) masks.set(id, maskOfY);
      }
    }
    for (const { id } of node.outputs) values.set(id, after(node, values.get(id)!));
  }
  return model.outputs.map(({ id }) => values.get(id)!);
}
