/**
 * The CPU time of each of several calls, in milliseconds: the tenth percentile of many trials. They take turns, so that all of
 * them meet the same machine, and what other programs take of it does not count; on an idle machine CPU time is elapsed time.
 * (Not the smallest: the clock is read from a virtual machine's accounts, which sometimes err to the low side.)
 * @template {string} Name
 * @param {Record<Name, () => unknown>} runs
 * @param {{ seconds?: number, before?: () => unknown }} [limits] - for how long (but at least 3 turns are made); what to do
 * before each trial, without timing it
 * @returns {Record<Name, number>}
 */
export function race(runs, { seconds = 2, before = () => {} } = {}) {
  const trials = Object.entries(runs).map(([name, run]) => ({ name, run, times: [] }));
  const once = (run) => {
    before();
    const start = cpuTime();
    run();
    return cpuTime() - start;
  };
  for (const { run } of trials) once(run);
  const stop = performance.now() + 1000 * seconds;
  for (let turn = 0; turn < 3 || performance.now() < stop; turn++) {
    for (const { run, times } of trials) {
      // Several times, so that the others' data is out of the caches.
      const until = performance.now() + 5;
      do times.push(once(run));
      while (performance.now() < until);
    }
  }
  return Object.fromEntries(trials.map(({ name, times }) => [name, lowTime(times)]));
}

/**
 * `race` of one.
 * @param {() => unknown} run
 */
export const best = (run) => race({ run }, { seconds: 0.4 }).run;

/** The tenth percentile. @param {number[]} times */
export const lowTime = (times) => times.sort((p, q) => p - q)[Math.floor(times.length / 10)];

/** Milliseconds of all threads of this process. */
function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
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
