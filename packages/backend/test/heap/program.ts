// Random programs over feature maps: operations that are deferred and fused in every combination, while variables are
// assigned, tensors disposed of, read and moved to another backend in between. All numbers are multiples of powers of two that
// float32 holds exactly, so that every backend has to give the same.
import * as tf from '@tensorflow/tfjs-core';
import { integer, random } from '../support';

/** One feature map, one of half its size, filters between them, and channels. */
const shapes = {
  map: [2, 8, 8, 8],
  half: [2, 4, 4, 8],
  filter3: [3, 3, 8, 8],
  filter2: [2, 2, 8, 8],
  channels: [8],
} as const;
type Kind = keyof typeof shapes;

interface Slot {
  kind: Kind;
  tensor: tf.Tensor;
  /** No value is larger; all are multiples of `unit`. */
  bound: number;
  unit: number;
}

type Tensors = tf.Tensor[];
interface Operation {
  takes: Kind[];
  gives: Kind[];
  /** How large the values, and how small the units, become from those of the operands. */
  bound(...of: number[]): number;
  unit(...of: number[]): number;
  run(...operands: Tensors): tf.Tensor | Tensors;
}

const product = (...of: number[]): number => of.reduce((p, x) => p * x, 1);
const least = (...of: number[]): number => Math.min(...of);
const total = (...of: number[]): number => of.reduce((s, x) => s + x, 0);

const map4 = (x: tf.Tensor | undefined): tf.Tensor4D => x as tf.Tensor4D;
const conv = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(map4(x), map4(w), w.shape[0] === 2 ? 2 : 1, 'same');
const back = (dy: tf.Tensor, w: tf.Tensor) =>
  tf.conv2dTranspose(map4(dy), map4(w), [2, 8, 8, 8], w.shape[0] === 2 ? 2 : 1, 'same');
const normalize = (x: tf.Tensor, mean: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) =>
  tf.batchNorm(map4(x), mean as tf.Tensor1D, tf.ones([8]), offset as tf.Tensor1D, scale as tf.Tensor1D, 0);
const layer = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) => tf.relu(tf.add(conv(x, w), b));
const overPositions = [0, 1, 2];

const operation = (
  takes: Kind[],
  gives: Kind | Kind[],
  run: Operation['run'],
  bound: Operation['bound'],
  unit: Operation['unit'] = least,
): Operation => ({ takes, gives: [gives].flat(), run, bound, unit });

/** Elementwise operations exist for maps of both sizes. */
const operations: Record<string, Operation> = {
  conv3: operation(['map', 'filter3'], 'map', conv, (x, w) => 72 * x! * w!, product),
  conv2: operation(['map', 'filter2'], 'half', conv, (x, w) => 32 * x! * w!, product),
  back3: operation(['map', 'filter3'], 'map', back, (x, w) => 72 * x! * w!, product),
  back2: operation(['half', 'filter2'], 'map', back, (x, w) => 8 * x! * w!, product),
  layer3: operation(['map', 'filter3', 'channels'], 'map', layer, (x, w, b) => 72 * x! * w! + b!, product),
  layer2: operation(['map', 'filter2', 'channels'], 'half', layer, (x, w, b) => 32 * x! * w! + b!, product),
  layer3Gradient: operation(
    ['map', 'filter3', 'channels', 'map'],
    ['map', 'filter3', 'channels'],
    (x, w, b, dy) => tf.grads(layer as never)([x!, w!, b!], dy!),
    (x, w, _, dy) => 128 * dy! * Math.max(1, x!, w!),
    product,
  ),
  layer2Gradient: operation(
    ['map', 'filter2', 'channels', 'half'],
    ['map', 'filter2', 'channels'],
    (x, w, b, dy) => tf.grads(layer as never)([x!, w!, b!], dy!),
    (x, w, _, dy) => 32 * dy! * Math.max(1, x!, w!),
    product,
  ),
  twoLayersGradient: operation(
    ['map', 'filter3', 'channels', 'filter2', 'channels', 'half'],
    ['map', 'filter3', 'channels', 'filter2'],
    (x, w, b, v, c, dy) =>
      tf
        .grads((...[p, q, r, s]: Tensors) => layer(layer(p!, q!, r!), s!, c!))([x!, w!, b!, v!], dy!)
        .slice(0, 4),
    (x, w, b, v, _, dy) => 128 * dy! * Math.max(72 * x! * w! + b!, 8 * v! * Math.max(1, x!, 72 * w!)),
    product,
  ),
  add: operation(['map', 'map'], 'map', tf.add as never, total),
  multiply: operation(['map', 'map'], 'map', tf.mul as never, product, product),
  relu: operation(['map'], 'map', (x) => tf.relu(x!), total),
  reluOfHalf: operation(['half'], 'half', (x) => tf.relu(x!), total),
  step: operation(
    ['map'],
    'map',
    (x) => tf.step(x!),
    () => 1,
    () => 1,
  ),
  masked: operation(
    ['map', 'map'],
    'map',
    (dy, x) => tf.mul(dy!, tf.step(x!)),
    (dy) => dy!,
    (dy) => dy!,
  ),
  square: operation(
    ['map'],
    'map',
    (x) => tf.square(x!),
    (x) => x! * x!,
    (x) => x! * x!,
  ),
  bias: operation(['map', 'channels'], 'map', tf.add as never, total),
  biasOfHalf: operation(['half', 'channels'], 'half', tf.add as never, total),
  center: operation(['map', 'channels'], 'map', tf.sub as never, total),
  factor: operation(['channels', 'map'], 'map', tf.mul as never, product, product),
  normalize: operation(
    ['map', 'channels', 'channels', 'channels'],
    'map',
    normalize as never,
    (x, mean, scale, offset) => (x! + mean!) * scale! + offset!,
    (x, mean, scale, offset) => least(least(x!, mean!) * scale!, offset!),
  ),
  normalizeGradient: operation(
    ['map', 'channels', 'channels', 'channels', 'map'],
    ['map', 'channels', 'channels', 'channels'],
    (x, mean, scale, offset, dy) => tf.grads(normalize as never)([x!, mean!, scale!, offset!], dy!),
    (x, mean, scale, _, dy) => 128 * dy! * Math.max(1, x! + mean!) * Math.max(1, scale!),
    (x, mean, scale, _, dy) => least(1, x!, mean!) * dy! * least(1, scale!),
  ),
  sum: operation(
    ['map'],
    'channels',
    (x) => tf.sum(x!, overPositions),
    (x) => 128 * x!,
  ),
  mean: operation(
    ['map'],
    'channels',
    (x) => tf.mean(x!, overPositions),
    (x) => x!,
    (x) => x! / 128,
  ),
  meanOfProduct: operation(
    ['map', 'map', 'channels'],
    'channels',
    (a, b, c) => tf.mean(tf.mul(a!, tf.sub(b!, c!)), overPositions),
    (a, b, c) => a! * (b! + c!),
    (a, b, c) => (a! * least(b!, c!)) / 128,
  ),
  meanGradient: operation(
    ['map', 'channels'],
    'map',
    (x, dy) => tf.grad((given) => tf.mean(given, overPositions))(x!, dy!),
    (_, dy) => dy!,
    (_, dy) => dy! / 128,
  ),
  squareGradient: operation(
    ['map', 'channels', 'channels'],
    'map',
    (x, c, dy) => tf.grad((given) => tf.sum(tf.square(tf.sub(given, c!)), overPositions))(x!, dy!),
    (x, c, dy) => 2 * (x! + c!) * dy!,
    (x, c, dy) => least(x!, c!) * dy!,
  ),
  tile: operation(
    ['channels'],
    'map',
    (x) => tf.tile(tf.reshape(x!, [1, 1, 1, 8]), [2, 8, 8, 1]),
    (x) => x!,
  ),
  reshaped: operation(
    ['map'],
    'map',
    (x) => tf.reshape(tf.relu(tf.reshape(x!, [16, 64])), shapes.map as never),
    (x) => x!,
  ),
  pool: operation(
    ['map'],
    'half',
    (x) => tf.maxPool(map4(x), 2, 2, 'valid'),
    (x) => x!,
  ),
  poolGradient: operation(
    ['map', 'half'],
    'map',
    (x, dy) => tf.grad((given) => tf.avgPool(map4(given), 2, 2, 'valid'))(x!, dy!),
    (_, dy) => dy!,
    (_, dy) => dy! / 4,
  ),
  clone: operation(
    ['map'],
    'map',
    (x) => tf.clone(x!),
    (x) => x!,
  ),
};

/** What a program does besides computing. */
const actions = ['assign', 'assign', 'variable', 'dispose', 'read', 'move'] as const;
type Action = (typeof actions)[number];

/** Numbers are operands: the how manieth of the living tensors of that kind, modulo their number. */
export interface Instruction {
  name: string;
  operands: number[];
}
export interface Program {
  seed: number;
  instructions: Instruction[];
}

export function randomProgram(seed: number): Program {
  const next = random(seed);
  const names = Object.keys(operations);
  const length = integer(next, 8, 24);
  const instructions = Array.from({ length }, () => {
    const acts = integer(next, 0, 9) < 4;
    const name = acts
      ? actions[integer(next, 0, actions.length - 1)]!
      : names[integer(next, 0, names.length - 1)]!;
    const operands = Array.from({ length: 7 }, () => integer(next, 0, 1000));
    return { name, operands };
  });
  return { seed, instructions };
}

/** Runs a program on the backend in use, and returns all values that it read, and at the end those of all that is left. */
export async function run({ seed, instructions }: Program): Promise<Float32Array[]> {
  const slots: Slot[] = [];
  const reads: Float32Array[] = [];
  const next = random(seed + 1);
  const given = (kind: Kind, isVariable: boolean) => {
    const shape = shapes[kind] as readonly number[] as number[];
    const values = Float32Array.from({ length: product(...shape) }, () =>
      Math.max(-2, integer(next, -2, 4) % 3),
    );
    const tensor = tf.tidy(() =>
      isVariable ? tf.variable(tf.tensor(values, shape)) : tf.tensor(values, shape),
    );
    slots.push({ kind, tensor, bound: 2, unit: 1 });
  };
  const kinds = Object.keys(shapes) as Kind[];
  for (const kind of kinds) for (const isVariable of [true, false, true]) given(kind, isVariable);
  const pick = (kind: Kind, operand: number, among = slots) => {
    const living = among.filter((slot) => slot.kind === kind);
    return living[operand % Math.max(living.length, 1)];
  };
  const drop = (slot: Slot) => slots.splice(slots.indexOf(slot), 1);
  const read = (slot: Slot) => reads.push(slot.tensor.dataSync<'float32'>());

  for (const { name, operands } of instructions) {
    const applied = operations[name];
    if (applied) {
      const picked = applied.takes.map((kind, i) => pick(kind, operands[i]!));
      if (picked.some((slot) => !slot)) continue;
      const bound = applied.bound(...picked.map((slot) => slot!.bound));
      const unit = applied.unit(...picked.map((slot) => slot!.unit));
      // Sums of 128 values have to be exact as well.
      if (bound / unit > 2 ** 17 || unit < 2 ** -40) continue;
      const tensors = picked.map((slot) => slot!.tensor);
      const results = tf.tidy(() => {
        const of = [applied.run(...tensors)].flat();
        // A gradient may be an operand itself, or that of two operands.
        return of.map((tensor, i) =>
          tensors.includes(tensor) || of.indexOf(tensor) < i ? tf.clone(tensor) : tensor,
        );
      });
      results.forEach((tensor, i) => {
        slots.push({ kind: applied.gives[i]!, tensor, bound, unit });
      });
      continue;
    }
    const kind = kinds[operands[0]! % kinds.length]!;
    const among = name === 'assign' ? slots.filter(({ tensor }) => tensor instanceof tf.Variable) : slots;
    const [slot, other] = [pick(kind, operands[1]!, among), pick(kind, operands[2]!)];
    if (slot && other) await act(name as Action, slot, other, drop, read);
  }
  for (const slot of [...slots].reverse()) read(slot);
  for (const { tensor } of slots) tensor.dispose();
  return reads;
}

async function act(
  action: Action,
  slot: Slot,
  other: Slot,
  drop: (slot: Slot) => void,
  read: (slot: Slot) => void,
): Promise<void> {
  const { tensor } = slot;
  if (action === 'read') read(slot);
  if (action === 'dispose') {
    tensor.dispose();
    drop(slot);
  }
  if (action === 'variable' && !(tensor instanceof tf.Variable)) {
    slot.tensor = tf.variable(tensor);
    tensor.dispose();
  }
  // A variable that is assigned to itself loses its data on every backend.
  if (action === 'assign' && other !== slot) {
    (tensor as tf.Variable).assign(other.tensor);
    Object.assign(slot, { bound: other.bound, unit: other.unit });
  }
  if (action === 'move' && tf.getBackend() === 'wasm') {
    // Another backend that works with a tensor takes its data over.
    await tf.setBackend('cpu');
    tf.add(tensor, 1).dispose();
    await tf.setBackend('wasm');
  }
}
