// Seeded hostile values for arguments: of the wrong kind, out of range, misshapen, or throwing when they are looked at.
import { integers, type Key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';

/** What planted code throws: it must arrive as it is. */
export class Planted extends Error {}
const plant = (): never => {
  throw new Planted('planted');
};

/** An object that throws at whatever is done with it. */
export const thrower = (target: object): object =>
  new Proxy(target, {
    get: plant,
    has: plant,
    ownKeys: plant,
    getOwnPropertyDescriptor: plant,
    getPrototypeOf: plant,
  });

function detached(): Float32Array {
  const array = new Float32Array(8);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
}

/** Makes one of the values; tensors belong to the surrounding `tf.tidy`, or to the caller. */
export const hostile: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => Number.NaN,
  () => Infinity,
  () => -1,
  () => -0,
  () => 0.5,
  () => 1.5,
  () => 2 ** 31,
  () => 2 ** 32,
  () => 2 ** 53,
  () => 1e308,
  () => 10n,
  () => '',
  () => '0.5',
  () => 'x'.repeat(1e6),
  () => 'constructor',
  () => '__proto__',
  () => true,
  () => Symbol('hostile'),
  () => [],
  () => [Number.NaN],
  () => [0, 0],
  () => [2 ** 32],
  () => [2 ** 16, 2 ** 16],
  () => ['a'],
  () => [Symbol('in a list')],
  () => [null],
  () => [[1, 2], [3]],
  () => new Array(3),
  () => new Array(2 ** 32 - 1),
  () => Array.from({ length: 1e5 }, (_, i) => i),
  () => {
    const loop: unknown[] = [];
    loop.push(loop, loop);
    return loop;
  },
  () => ({}),
  () => Object.create(null),
  () => [Object.create(null)],
  () => ({ length: 2 ** 32 }),
  () => ({ rate: Symbol('rate') }),
  () => ({ schedule: 'linear' }),
  () => ({ schedule: 'piecewise', boundaries: new Array(2 ** 32 - 1), rates: [0.5] }),
  () => ({ name: 'lost' }),
  () => ({ toString: plant, valueOf: plant }),
  () => ({ [Symbol.toPrimitive]: plant }),
  () => thrower({}),
  () => thrower([1, 2]),
  () => thrower(() => 1),
  () => () => undefined,
  () => plant,
  () => () => {
    const rejected = Promise.reject(new Planted('planted'));
    rejected.catch(() => {});
    return rejected;
  },
  () => async function* () {},
  () =>
    async function* () {
      yield new Float32Array(3);
      plant();
    },
  () => ({ [Symbol.asyncIterator]: plant }),
  () => ({ [Symbol.asyncIterator]: () => ({ next: plant }) }),
  () => ({
    [Symbol.asyncIterator]: () => ({ next: async () => ({ value: new Float32Array(3), done: true }) }),
  }),
  () => Promise.resolve(1),
  () => new Map(),
  () => new Date(Number.NaN),
  () => new Float32Array(0),
  () => new Float32Array(5).fill(Number.NaN),
  () => new Float64Array(6),
  () => new BigInt64Array(4),
  () => new DataView(new ArrayBuffer(8)),
  () => new ArrayBuffer(8),
  () => detached(),
  () => /x/,
  () => new Error('a value'),
  () => class {},
  () => tf.scalar(1),
  () => tf.tensor([1, 2], [2], 'int32'),
  () => tf.zeros([0, 3]),
  () => tf.fill([2, 2], Number.NaN),
  () => {
    const disposed = tf.ones([2]);
    disposed.dispose();
    return disposed;
  },
  () => ({ dtype: 'float32', shape: [2], dataId: {} }),
  () => ({ valueAndGrad: plant }),
  () => ({ valueAndGrad: () => ({ value: Number.NaN, grad: [] }) }),
  () => ({ valueAndGrad: () => thrower({}) }),
  () => ({ inputs: [], outputs: [] }),
  () => ({ inputs: [1], outputs: [1], layers: [] }),
  () => ({ applyGradients: plant, computeGradients: plant, minimize: plant }),
];

/** Draws integers in [0, count), one after the other. */
export function drawsOf(key: Key): (count: number) => number {
  const bits = integers(key, 0, 2 ** 32, new Uint32Array(64));
  let next = 0;
  return (count) => bits[next++ % bits.length]! % count;
}

/** Arguments of which one, or an entry of one that is an object, is replaced by a hostile value; the rest stays. */
export function spoiled(
  args: readonly unknown[],
  draw: (count: number) => number,
): { args: unknown[]; what: string } {
  const index = draw(args.length);
  const make = hostile[draw(hostile.length)]!;
  const given = args[index];
  const names = given && Object.getPrototypeOf(given) === Object.prototype ? Object.keys(given) : [];
  const name = names.length > 0 && draw(8) > 0 ? names[draw(names.length)]! : undefined;
  const value = name === undefined ? make() : { ...(given as object), [name]: make() };
  return {
    args: args.map((arg, i) => (i === index ? value : arg)),
    what: `argument ${index}${name === undefined ? '' : `, ${name}`}: ${make}`,
  };
}
