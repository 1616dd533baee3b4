// Every export refuses what it cannot take in one form, `caller: constraint, got value; remedy`, whatever it is given.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import * as main from '../src/index';
import * as layersEntry from '../src/layers';
import { show } from '../src/show';
import * as wasmEntry from '../src/wasm';

beforeAll(async () => {
  await main.initBackend({ backends: ['wasm'] });
});

const throwing = () => {
  throw new Error('raw');
};
const detached = (() => {
  const values = new Float32Array(4);
  structuredClone(values.buffer, { transfer: [values.buffer] });
  return values;
})();
const bare = Object.assign(Object.create(null), { a: 1 });

/** What a program may hand over by mistake, and what is made to break the message. */
const hostile: Record<string, unknown> = {
  null: null,
  NaN: Number.NaN,
  '-0': -0,
  '1.5': 1.5,
  '2^53': 2 ** 53,
  bigint: 3n,
  text: 'text',
  'long text': 'x'.repeat(1e6),
  symbol: Symbol('s'),
  function: throwing,
  'no prototype': bare,
  'throwing proxy': new Proxy(
    {},
    { get: throwing, ownKeys: throwing, getPrototypeOf: throwing, getOwnPropertyDescriptor: throwing },
  ),
  'throwing getter': {
    get layers() {
      return throwing();
    },
  },
  'throwing text': { toString: throwing, toJSON: throwing, [Symbol.toPrimitive]: throwing },
  'detached array': detached,
  'huge array': new Float32Array(1e6),
  'list with a hole': new Array(2),
  'nested list': [[[[[1]]]]],
};

type Call = (value: unknown) => unknown;
const [x, filter] = [() => tf.zeros([1, 4, 4, 2]), () => tf.zeros([2, 2, 2, 3])];
const options = (call: (given: object) => unknown, names: string[]): Record<string, Call> => ({
  ...Object.fromEntries(
    names.map((name) => [`options.${name}`, (value: unknown) => call({ [name]: value })]),
  ),
  options: (value) => call(value as object),
});
const fused = main.fusedConv2d as (...args: unknown[]) => unknown;
const config = { filters: 1, kernelSize: 2 };

/** Every place where an export takes something. */
const exports: Record<string, Record<string, Call>> = {
  fusedConv2d: {
    x: (value) => fused(value, filter()),
    filter: (value) => fused(x(), value),
    ...options((given) => fused(x(), filter(), given), ['strides', 'pad', 'bias', 'activation']),
  },
  initBackend: {
    ...options((given) => main.initBackend(given), ['backends', 'gradientKernels', 'relaxedSimd']),
    'one of backends': (value) => main.initBackend({ backends: [value as 'cpu'] }),
  },
  requireKernels: {
    model: (value) => main.requireKernels(value as never),
    layer: (value) => main.requireKernels({ layers: [value as never] }),
    name: (value) => main.requireKernels([value as never]),
    ...options((given) => main.requireKernels([], given), ['layers']),
    'kernels of a class': (value) => main.requireKernels([], { layers: { A: value as string[] } }),
  },
  fusedConv2dLayer: {
    ...options((given) => layersEntry.fusedConv2dLayer(given as never), []),
    ...Object.fromEntries(
      ['filters', 'kernelSize', 'strides', 'padding', 'activation', 'useBias', 'kernelInitializer'].map(
        (name) => [name, (value: unknown) => layersEntry.fusedConv2dLayer({ ...config, [name]: value })],
      ),
    ),
  },
  FusedConv2D: { options: (value) => new layersEntry.FusedConv2D(value as never) },
  registerGradientKernels: options((given) => wasmEntry.registerGradientKernels(given), ['relaxedSimd']),
};
/** One is thrown, and takes what `requireKernels` found; the other takes nothing. */
const withoutTable = ['UnsupportedKernelError', 'completeLayers'];

/** What may be given there. */
const accepted: Record<string, string[]> = {
  'requireKernels name': ['text', 'long text'],
  'requireKernels options.layers': [
    'no prototype',
    'throwing text',
    'huge array',
    'detached array',
    'function',
  ],
};

/** What is right in these places, of every kind that is; elsewhere it is an object or a tensor, and nothing else is of their kind. */
const right: Record<string, readonly unknown[]> = {
  activation: ['relu'],
  backends: [['wasm']],
  filters: [1],
  gradientKernels: [true],
  kernelInitializer: ['ones'],
  kernelSize: [1, [1, 1]],
  'kernels of a class': [['Add']],
  model: [['Add']],
  name: ['Add'],
  'one of backends': ['cpu'],
  pad: ['same'],
  padding: ['same'],
  relaxedSimd: [true],
  strides: [1, [1, 1]],
  useBias: [true],
};

/** The kind of a value: that of a list is that of its entries. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? `list of ${[...new Set(Array.from(value, kindOf))]}` : typeof value;
}

/** Of a value outside of its set a RangeError, of the wrong kind of thing a TypeError; either for what is wrong inside of it. */
function classesFor(place: string, value: unknown, message: string): string[] {
  if (!message.includes(`, got ${show(value)}`)) return ['RangeError', 'TypeError'];
  const kinds = (right[place.replace('options.', '')] ?? []).map(kindOf);
  return [kinds.includes(kindOf(value)) ? 'RangeError' : 'TypeError'];
}

test('every export has its table', () => {
  const names = [main, layersEntry, wasmEntry].flatMap((entry) => Object.keys(entry));
  expect(new Set([...Object.keys(exports), ...withoutTable])).toEqual(new Set(names));
});

describe.each(Object.entries(exports))('%s', (name, places) => {
  const caller = name === 'FusedConv2D' ? 'fusedConv2dLayer' : name;
  test.each(Object.entries(places))('%s', async (place, call) => {
    const before = tf.memory().numTensors;
    for (const [what, value] of Object.entries(hostile)) {
      if (accepted[`${name} ${place}`]?.includes(what)) continue;
      const error = await (async () => call(value))().then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error, what).toBeInstanceOf(Error);
      const classes = classesFor(place, value, error!.message);
      expect(classes, `${what}: ${error!.stack}`).toContain(error!.name);
      expect(error!.message, what).toMatch(new RegExp(`^${caller}: [^]+, got [^]+$`));
      expect(error!.message.length, what).toBeLessThan(400);
    }
    tf.disposeVariables();
    expect(tf.memory().numTensors - before).toBeLessThan(2 * Object.keys(hostile).length + 1);
  });
});

test.each([
  ['0.5', '"0.5"'],
  [-0, '-0'],
  [12n, '12n'],
  [undefined, 'undefined'],
  [Symbol('s'), 'Symbol(s)'],
  [throwing, 'the function throwing'],
  [bare, '{ a: 1 }'],
  [hostile['throwing proxy'], 'something that cannot be read'],
  [detached, 'Float32Array[]'],
  [new Float32Array(1e6), 'Float32Array[0, 0, 0, 0, 0, 0, … (1000000)]'],
  [new Array(2), '[undefined, undefined]'],
  [[[[1]], 'a'], '[[[…]], "a"]'],
  [{ a: { b: { c: 1 } } }, '{ a: { b: {…} } }'],
  [new Map(), 'Map {}'],
])('show, case %#', (value, text) => {
  expect(show(value)).toBe(text);
});

test('show tells a tensor by type and shape', () => {
  expect(show(tf.zeros([2, 3], 'int32'))).toBe('a int32 tensor of [2,3]');
});
