// The documentation's table "What is covered" says what happens: each row is tried on tfjs's own backends and on the completed ones. Its
// numbers, its Limits and the list of kernels are compared with the sources and with tfjs's registries.
import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { initBackend } from '../../src/index';
import { completeTfjs } from '../../src/tfjs/complete-tfjs';
import { exceptions } from '../conformance/exceptions.mjs';
import * as families from '../sweep/operations';
import { kernelList } from './kernels';
import { limits } from './limits';
import { type Row, rows } from './rows';

const page = readFileSync(new URL('../../../../apps/docs/packages/backend.md', import.meta.url), 'utf8');
const section = (title: string) => page.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!;
const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const table = section('What is covered')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map(cells);

/** What a call gives: numbers, or why not. */
type Outcome = { values: number[] } | { error: string };

/** How tfjs's own backends fare with a row. */
type Fate = 'right' | 'wrong' | 'missing' | 'refused';

/** The words by which the table may tell it. */
const words: Record<Fate, RegExp> = {
  right: /pass|loop|slow|transposes|value by value|copies/,
  wrong:
    /wrong|lost|-Infinity|1\.2e-38|traps|drop|unchecked|overwrites|out of bounds|only the first|wrong places/,
  missing: /missing|without gradient|no gradient|fails/,
  refused: /refused|fails|traps/,
};

/** What it may say of this package where tfjs's own wasm backend fares so: a claim each, between commas and semicolons. */
const claims: Record<Fate, RegExp> = {
  right:
    /^(one pass|in the same pass|the same|by rows|shares the buffer|at the speed of memory|as fast as plain ones: .*|in double precision)$/,
  wrong:
    /^(right|kept|(with )?gradients|on (every backend|both)|through every activation and loss of tf\.layers)$/,
  missing:
    /^(added|right|the same|work in proportion to .*|one matrix product|(its gradient |gradients )?on every backend|in n log n steps .*|cpu's kernels on the heap)$/,
  refused:
    /^(right|lean|any axis|with gradients|on (every backend|both)|also in `tf\.layers`|for `tf\.layers`|call `completeLayers\(\)` .*)$/,
};

async function outcome(backend: 'cpu' | 'wasm', run: Row['run']): Promise<Outcome> {
  await tf.setBackend(backend);
  const { state } = tf.engine();
  const before = [state.scopeStack.length, state.activeScope, state.gradientDepth] as const;
  tf.engine().startScope();
  try {
    return { values: [run()].flat().flatMap((y) => [...y.dataSync()]) };
  } catch (error) {
    [state.gradientDepth] = [before[2]];
    return { error: (error as Error).message };
  } finally {
    try {
      tf.engine().endScope();
    } catch {
      [state.scopeStack.length, state.activeScope] = [before[0], before[1]];
    }
  }
}

/** tfjs's own wasm backend, new: what it overwrote or trapped in may be broken. */
async function renewWasm(): Promise<void> {
  const factory = tf.findBackendFactory('wasm');
  Object.assign(tf.engine().registry['wasm'] ?? {}, { dispose: () => undefined });
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', factory, 2);
  await tf.setBackend('wasm');
}

const alone = new Map<string, Record<'wasm' | 'cpu', Outcome>>();
beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  await completeTfjs();
  for (const [name, { run, isLarge }] of Object.entries(rows)) {
    if (isLarge) continue;
    await renewWasm();
    const wasm = await outcome('wasm', run);
    await renewWasm();
    alone.set(name, { wasm, cpu: await outcome('cpu', run) });
  }
  await renewWasm();
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

function agree(got: number[], want: number[]): boolean {
  const isClose = (a: number, b: number) =>
    Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-4 * (1 + Math.abs(b));
  return got.length === want.length && got.every((value, i) => isClose(value, want[i]!));
}

function fate(found: Outcome, want: Outcome): Fate {
  if ('error' in found)
    return /not registered|gradient function not found|not found for/.test(found.error)
      ? 'missing'
      : 'refused';
  return 'values' in want && agree(found.values, want.values) ? 'right' : 'wrong';
}

describe('the table of what is covered', () => {
  it('has a call for each row', () => {
    expect(table.map(([what]) => what)).toEqual(Object.keys(rows));
  });

  it.each(table)('%s', async (what, onStock, ours) => {
    const { run, want = run, isRefused, isLarge } = rows[what!]!;
    const right: Outcome = isRefused ? { error: '' } : await outcome('cpu', want);
    const gradients = vi.spyOn(tf.engine(), 'gradients');
    for (const backend of /on (every backend|both)/.test(ours!)
      ? (['wasm', 'cpu'] as const)
      : (['wasm'] as const)) {
      const got = await outcome(backend, run);
      if (isRefused) expect((got as { error: string }).error).toMatch(/, got |no room/);
      else expect(fate(got, right), `${backend}: ${JSON.stringify(got)}`).toBe('right');
    }
    if (/gradient/.test(`${what} ${ours}`)) expect(gradients, 'the row tries a gradient').toHaveBeenCalled();
    gradients.mockRestore();
    if (isRefused) expect(ours, 'what the table says of it').toMatch(/error|refused/);
    if (isLarge) return;
    const { wasm, cpu } = alone.get(what!)!;
    const found = fate(wasm, right);
    expect(onStock, `tfjs's wasm: ${found}, ${JSON.stringify(wasm).slice(0, 200)}`).toMatch(words[found]);
    if (!isRefused) {
      for (const claim of ours!.split(/[,;] /)) expect(claim, `tfjs's wasm: ${found}`).toMatch(claims[found]);
    }
    const isEverywhere = !isRefused && fate(cpu, right) !== 'right';
    expect(
      /on every backend|on cpu/.test(`${what} ${onStock}`),
      `on cpu: ${JSON.stringify(cpu).slice(0, 200)}`,
    ).toBe(isEverywhere);
  });
});

it('numbers of operations and exceptions', () => {
  const count = Object.values(families).flatMap((family) => Object.keys(family)).length;
  expect(section('What is covered')).toContain(`random calls of ${count} operations`);
  const inWords = ['no', 'one', 'two', 'three', 'four', 'five'][exceptions.length];
  expect(section('What is covered')).toContain(`of which ${inWords} fail for stated reasons`);
});

it('the list of kernels is that of the registry', () => {
  expect(section('Kernels').trim()).toBe(kernelList());
});

const bullets = section('Limits')
  .trim()
  .split(/^- /m)
  .slice(1)
  .map((text) => text.replace(/\s+/g, ' ').trim());
it('each limit is shown', async () => {
  expect(limits).toHaveLength(bullets.length);
  for (const [i, { says, shows }] of limits.entries()) {
    expect(bullets[i]).toContain(says());
    await tf.setBackend('wasm');
    tf.engine().startScope();
    await shows();
    tf.engine().endScope();
  }
});
