import { clone, engine, type Tensor } from '@tensorflow/tfjs-core';
import { asGradient, isComplex } from './complex-tensors';

type Tape = ReturnType<typeof engine>['state']['activeTape'];

/** How much of a tape has been put in order. */
const done = new WeakMap<Tape, number>();

/**
 * Gradients that use the result of their operation (exp, sigmoid, tanh, softmax …) get a copy of it, which tfjs writes on its tape
 * before the operation itself. Reading the tape from the front, a gradient of that gradient then meets the copy before it
 * knows that the result depends on anything, takes it for a constant, and is silently wrong. This puts each copy
 * behind what it is a copy of. Nothing happens unless somebody records what gradients do.
 */
export function linkOutputs(): void {
  const { activeTape: tape, gradientDepth } = engine().state;
  if (!tape || gradientDepth === 0) return;
  const start = done.get(tape) ?? 0;
  const made = new Map<Tensor, number>();
  for (let i = start; i < tape.length; i++) for (const output of tape[i]!.outputs) made.set(output, i);
  const place = (i: number): number => {
    const inputs = Object.values(tape[i]!.inputs);
    return Math.max(i, ...inputs.map((input) => made.get(input) ?? 0));
  };
  const order = Array.from(
    { length: tape.length - start },
    (_, i) => [place(start + i), tape[start + i]!] as const,
  );
  // A stable order: a copy comes before what is behind its original, and after the original, which has the same place.
  order.sort(
    ([p, a], [q, b]) =>
      p - q || Number(p !== made.get(a.outputs[0]!)) - Number(q !== made.get(b.outputs[0]!)),
  );
  tape.splice(start, order.length, ...order.map(([, node]) => node));
  for (const [, node] of order) keepComplex(node);
  done.set(tape, tape.length);
}

/** The copy of a complex number has a complex gradient; tfjs's engine casts it to its real part. */
function keepComplex(node: Tape[number]): void {
  const [output] = node.outputs;
  const [input, ...others] = Object.values(node.inputs);
  if (!output || !input || others.length > 0 || !isComplex(output) || output.dataId !== input.dataId) return;
  if (output.shape.join() === input.shape.join())
    node.gradient = ([dy]) => ({ x: () => asGradient(clone(dy!)) });
}
