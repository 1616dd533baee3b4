// What does not run, and what is printed beside what may be, is not taken for success.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../packaging/packages.mjs';
import { recipe, withoutSizes } from './bundlers.mjs';
import { lacks } from './runtimes.mjs';

it('a rehearsal with a name that no consumer has fails before it begins', () => {
  const args = ['tools/release/rehearse.mjs', '--short', '--only', 'Vita 8'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  expect(stderr).toContain('must match, got /Vita 8/');
  expect(stdout).toBe('');
  expect(status).toBe(1);
});

it('only Bun and Deno may be missing', () => {
  for (const name of ['Bun', 'Deno']) expect(lacks(name)).toHaveProperty('skipped');
  for (const name of ['Node 20.19', 'Node newest']) expect(() => lacks(name)).toThrow(name);
});

it('of what a bundler prints, only the sizes of chunks are left out', () => {
  const sizes = `
(!) Some chunks are larger than 500 kB after minification. Consider:
- Using dynamic import() to code-split the application
- Use build.rollupOptions.output.manualChunks to improve chunking: https://rollupjs.org/
- Adjust chunk size limit for this warning via build.chunkSizeWarningLimit.`;
  expect(withoutSizes(sizes).trim()).toBe('');
  expect(withoutSizes(`${sizes}\n[WARN] planted\n`).trim()).toBe('[WARN] planted');
});

it.each([
  ['webpack.config.js', 'ignoreWarnings: '],
  ['rollup.config.js', 'external: '],
])('both guides say the same of %s, which the consumers run with', (file, start) => {
  const guide = recipe(file)!;
  expect(guide.startsWith(start)).toBe(true);
  expect(recipe(file, 'apps/docs/packages/backend.md')).toBe(guide);
});
