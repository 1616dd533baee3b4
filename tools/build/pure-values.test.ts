import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PluginBuild, transform } from 'esbuild';
import { expect, it } from 'vitest';
import { markPure, pureValues } from './pure-values';

const packages = join(import.meta.dirname, '../../packages');

const source = `
const numbers = [1, 2];
export const more = [...numbers, 3];
export const table = new Map(more.map((x) => [x, x * x] as const)), one = 1;
const [first] = more;
let last: number = more.at(-1)!;
export const square = (x: number) => Math.sqrt(x) * Number(x);
export class Named extends Map {}
export const sum = () => first + last++;
globalThis.loaded = true;
`;
const marked = markPure(source, 'source.ts');

it('marks what a bundler would keep, and leaves functions, classes, plain values and statements', () => {
  const changed = marked.split('\n').filter((line) => line.includes('__PURE__'));
  expect(changed.map((line) => /(\w+)(?:: number)? = \/\*/.exec(line)![1])).toEqual([
    'more',
    'table',
    'last',
  ]);
  expect(marked.split('\n')).toHaveLength(source.split('\n').length);
  expect(marked.replaceAll('/* @__PURE__ */ (() => (', '').replaceAll('))()', '')).toBe(source);
});

it('keeps values, and lets the unused go', async () => {
  const { code } = await transform(marked, { loader: 'ts', format: 'esm' });
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect([module.more, [...module.table.values()], module.one, module.sum(), module.sum()]).toEqual([
    [1, 2, 3],
    [1, 4, 9],
    ...[1, 4, 5],
  ]);
  expect(module.Named.name).toBe('Named');
  const unused = async (text: string) =>
    (await transform(text.replaceAll('export ', ''), { loader: 'ts', format: 'esm', treeShaking: true }))
      .code;
  expect(await unused(source)).toContain('new Map');
  expect(await unused(marked)).not.toContain('new Map');
});

it('finds sources by the paths of every system', () => {
  let filter = /^$/;
  const onLoad: PluginBuild['onLoad'] = (options) => {
    filter = options.filter;
  };
  void pureValues.setup({ onLoad } as PluginBuild);
  expect(['/home/a/src/b/c.ts', 'C:\\a\\src\\c.ts', '/home/src.ts'].map((path) => filter.test(path))).toEqual(
    [true, true, false],
  );
});

it.each(['backend', 'fields', 'losses', 'operator', 'random'])(
  '%s: no module that is loaded for its effects computes a value, whose effects would go',
  (name) => {
    const { sideEffects } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
    const sources = [sideEffects || []].flat().filter((path: string) => path.startsWith('./src/'));
    expect(sources.length > 0).toBe(Boolean(sideEffects));
    for (const path of sources) {
      const text = readFileSync(join(packages, name, path), 'utf8');
      expect(markPure(text, path)).toBe(text);
    }
  },
);
