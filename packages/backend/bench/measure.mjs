/**
 * The smallest time of a call, in milliseconds: short trials, so that at least one of them meets a quiet machine.
 * @param {() => unknown} run
 * @param {{ trials?: number, seconds?: number }} [limits]
 */
export function best(run, { trials = 1000, seconds = 0.4 } = {}) {
  run();
  let smallest = Number.POSITIVE_INFINITY;
  const stop = performance.now() + 1000 * seconds;
  for (let i = 0; i < trials && (i < 3 || performance.now() < stop); i++) {
    const start = performance.now();
    run();
    smallest = Math.min(smallest, performance.now() - start);
  }
  return smallest;
}

/** @param {number} value */
export const round = (value) => Number(value.toPrecision(4));

/** Uniform numbers in [-1, 1), the same in every run. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
