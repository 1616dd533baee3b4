// Values that no function of ours is made for: of the wrong kind, out of range, misshapen, or throwing when they are looked at.

/** What planted code throws. */
export class Planted extends Error {}

export const plant = (): never => {
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

/** A typed array whose memory has been transferred away. */
function detached<A extends Float32Array | Float64Array | Uint8Array>(array: A): A {
  structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** Each makes one of the values anew. */
export const hostile: readonly (() => unknown)[] = [
  ...[undefined, null, true, '', '0.5', 'a', 'constructor', '__proto__', 10n, -(10n ** 40n)],
  ...[0, -0, 0.5, 1, 1.5, 2, 3, 7, -1, -3, 64, 1e-300, 5e-324, 1e16, 1e308, -1e308],
  ...[2 ** 31, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 32, 2 ** 53, -(2 ** 60), Number.NaN, Infinity, -Infinity],
].map((value) => () => value);

export const misshapen: readonly (() => unknown)[] = [
  () => 'x'.repeat(1e5),
  () => Symbol('hostile'),
  () => [],
  () => [Number.NaN],
  () => [0, 0],
  () => [1, 2],
  () => [0, 1, 1, 0],
  () => [2 ** 32],
  () => [2 ** 16, 2 ** 16],
  () => ['a'],
  () => ['1', '2'],
  () => [1n],
  () => [Symbol('in a list')],
  () => [null],
  () => [Object.create(null)],
  () => [[1, 2], [3]],
  () => new Array(3),
  () => Object.assign(new Array(2), { 1: 1 }),
  () => new Array(2 ** 32 - 1),
  () => Array.from({ length: 1e5 }, (_, i) => i),
  () => {
    const loop: unknown[] = [];
    loop.push(loop, loop);
    return loop;
  },
  () => ({}),
  () => Object.create(null),
  () => ({ length: 2 ** 32 }),
  () => ({ length: -1 }),
  () => ({ length: 2, 0: 1, 1: 0 }),
  () => ({ misspelled: 1 }),
  () => ({ [Symbol('name')]: 1 }),
  () => JSON.parse('{ "__proto__": 1 }'),
  () => ({ toString: plant, valueOf: plant }),
  () => ({ [Symbol.toPrimitive]: plant }),
  () => ({ [Symbol.iterator]: plant, length: 1 }),
  () => ({
    get length() {
      return plant();
    },
  }),
  () => thrower({}),
  () => thrower([1, 2]),
  () => thrower(() => 1),
  () => thrower(new Float32Array(2)),
  () => revoked({}),
  () => revoked([]),
  () => () => undefined,
  () => () => Number.NaN,
  () => () => 1,
  () => () => 'text',
  () => () => Symbol('returned'),
  () => () => ({}),
  () => async () => 1,
  () => plant,
  () => class {},
  () => Promise.resolve(1),
  () => new Map(),
  () => new Date(Number.NaN),
  () => new Number(3),
  () => new String('a'),
  () => new Float32Array(0),
  () => new Float32Array(4),
  () => new Float32Array(5).fill(Number.NaN),
  () => new Float64Array(6),
  () => Float64Array.of(1, Infinity),
  () => new Uint8Array(3),
  () => new Uint32Array(4),
  () => new BigInt64Array(4),
  () => new DataView(new ArrayBuffer(8)),
  () => new ArrayBuffer(8),
  () => new Float64Array(new SharedArrayBuffer(32)),
  () => Reflect.construct(Float32Array, [Reflect.construct(ArrayBuffer, [16, { maxByteLength: 64 }])]),
  () => Object.create(Float64Array.prototype),
  () => ({ slice: () => new Float64Array(0) }),
  () => ({ slice: () => new Float64Array(0), length: 2 }),
  () => Object.assign(new DataView(new ArrayBuffer(8)), { slice: () => new Float32Array(0) }),
  () => Object.assign([1, 2], { slice: plant }),
  () => detached(new Float32Array(8)),
  () => detached(new Float64Array(64)),
  () => detached(new Uint8Array(16)),
  () => /x/,
  () => new Error('a value'),
  () => globalThis,
  () => new Proxy([1, 2], {}),
];
