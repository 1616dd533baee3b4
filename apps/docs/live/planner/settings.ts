import { backendField } from '../demo/backends';
import { choice, type Field, integer, number, type Values } from '../demo/link';
import { stackField } from './stack';

/** Sizes of structures, as a form and a link hold them: "7, 19". */
export function readScales(text: string): number[] | undefined {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return numbers.length <= 3 && numbers.every((value) => value >= 1 && value <= 500) ? numbers : undefined;
}

const scales: Field<string> = {
  initial: '7, 19',
  read: (text) => (readScales(text) ? text : undefined),
  allowed: '1 to 3 numbers from 1 to 500 with commas between them',
};

/** Longer links than this are cut by some servers. */
const longestModel = 6000;

/** A model that was pasted, packed; empty for the stack. */
const model: Field<string> = {
  initial: '',
  read: (text) => (/^[\w-]*$/.test(text) && text.length <= longestModel ? text : undefined),
  allowed: `what pasting a model writes here, of at most ${longestModel} letters`,
};

const rate = number(0.8, [0, 0.99]);

/** What the visitor chooses. At first, the net of the two-scale experiment and the sizes of its fields' structures. */
export const fields = {
  stack: stackField('conv-5-2-same.conv-2-2-same.conv-2-2-same.conv-2-2-same'),
  model,
  size: choice('64', ['32', '64', '96', '128']),
  scales,
  rate1: rate,
  rate2: rate,
  rate3: rate,
  masks: choice('shared', ['shared', 'each']),
  images: choice('4', ['1', '4', '16']),
  draws: integer(50, [2, 400]),
  seed: integer(1, [0, 1_000_000_000]),
  backend: backendField,
};

export type Settings = Values<typeof fields>;

/** Filters of each convolution of the stack. */
export const filters = 4;

/** The rate of each structure's mask. */
export function ratesOf({ scales, rate1, rate2, rate3 }: Settings): number[] {
  return [rate1, rate2, rate3].slice(0, readScales(scales)!.length);
}

/** Axes that a mask counts positions along: one for all images, or one for each. */
export const axesOf = ({ masks }: Settings) => (masks === 'each' ? [0, 1, 2] : [1, 2]);
