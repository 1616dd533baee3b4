const names = ['Float64Array', 'Float32Array', 'Uint32Array', 'Uint8Array'];

/** Bytes of all typed arrays that a call allocates, whether or not they are still alive at its end. */
export function allocatedBytes(call) {
  let bytes = 0;
  const originals = names.map((name) => globalThis[name]);
  for (const original of originals) {
    const counting = new Proxy(original, {
      construct(target, args, newTarget) {
        const array = Reflect.construct(target, args, newTarget === counting ? target : newTarget);
        if (!(args[0] instanceof ArrayBuffer)) bytes += array.byteLength;
        return array;
      },
    });
    globalThis[original.name] = counting;
  }
  // Arrays made by methods of arrays (map, filter, slice) do not pass through the globals.
  const restore = originals.flatMap(({ prototype }) =>
    ['map', 'filter', 'slice'].map((method) => {
      const own = prototype[method];
      Object.defineProperty(prototype, method, {
        configurable: true,
        value(...args) {
          const array = own.apply(this, args);
          bytes += array.byteLength;
          return array;
        },
      });
      return () => delete prototype[method];
    }),
  );
  try {
    call();
  } finally {
    for (const undo of restore) undo();
    for (const original of originals) globalThis[original.name] = original;
  }
  return bytes;
}
