// Random programs over feature maps: operations that are deferred and fused in every combination, while variables are
// assigned, tensors disposed of, read and moved to another backend in between. All numbers are multiples of powers of two that
// float32 holds exactly, so that every backend has to give the same.
import * as tf from '@tensorflow/tfjs-core';
import { integer, random } from '../support';
import { type Kind, operations, product, shapes } from './operations';

interface Slot {
  kind: Kind;
  tensor: tf.Tensor;
  /** No value is larger; all are multiples of `unit`. */
  bound: number;
  unit: number;
}

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
