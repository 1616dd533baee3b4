/**
 * What a run of tfjs-core's tests says, as lines to print and counts. A failure is each test that fails and is not excepted; each
 * exception that passes, was not seen, fails with another message than its own, or does on tfjs's own wasm backend something else than
 * it says; each test that ran there and not here; whatever happened outside of a test; and too few tests.
 *
 * @param {import('./judge.mjs').Run} run
 */
export function judge({ events, stock, exceptions = [], atLeast = 1 }) {
  const results = resultsOf(events);
  const onStock = stock && resultsOf(stock);
  const excepted = new Map(exceptions.map((entry) => [entry.name, entry]));
  const isExcepted = (name) => {
    const { status, message } = results.get(name);
    return status === 'failed' && Boolean(excepted.get(name)?.message.test(message));
  };
  const [notes, failures] = [[], []];
  for (const [name, { status, message, at }] of results) {
    if (status === 'passed' && excepted.has(name))
      failures.push(`passes, but exceptions.mjs names it: ${name}`);
    if (status === 'passed' || isExcepted(name)) continue;
    const before = onStock?.get(name)?.status === 'passed' ? ' (passes on stock)' : '';
    failures.push(`failed${before}: ${name}\n  ${message}\n  ${at}`);
  }
  for (const { name, reason, onStock: claimed } of exceptions) {
    const was = onStock?.get(name)?.status;
    if (!results.has(name)) failures.push(`exceptions.mjs names it, but it did not run: ${name}`);
    else if (onStock && was !== claimed)
      failures.push(`${claimed} on stock says exceptions.mjs, it ${was}: ${name}`);
    else if (isExcepted(name)) notes.push(`excepted (${claimed} on stock): ${name}: ${reason}`);
  }
  for (const name of onStock?.keys() ?? []) {
    if (!results.has(name)) failures.push(`ran on stock only: ${name}`);
  }
  for (const { event, name = '', message } of events) {
    if (event === 'outside') failures.push(`outside of a test: ${name} ${message}`);
  }
  for (const { event, message } of [...events, ...(stock ?? [])]) {
    if (event === 'ended') failures.push(`a run did not end by itself: ${message}`);
  }
  if (results.size < atLeast) failures.push(`${results.size} tests ran, expected at least ${atLeast}`);
  const count = (status, of = results) =>
    [...of.values()].filter((result) => result.status === status).length;
  if (onStock)
    notes.push(`tfjs's wasm alone: ${count('passed', onStock)} passed, ${count('failed', onStock)} failed`);
  return {
    lines: [...failures, ...notes],
    passed: [...results].filter(([name, { status }]) => status === 'passed' && !excepted.has(name)).length,
    failed: failures.length,
    excepted: [...results.keys()].filter(isExcepted).length,
  };
}

/** The tests that ran, by name; further ones of the same name get a number. */
function resultsOf(events) {
  const results = new Map();
  for (const { event, name, status, ...rest } of events) {
    if (event !== 'test' || !['passed', 'failed'].includes(status)) continue;
    let unique = name;
    for (let n = 2; results.has(unique); n++) unique = `${name} #${n}`;
    results.set(unique, { status, ...rest });
  }
  return results;
}
