// The audit passes only where an answer says that nothing is known.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { repositoryRoot } from '../packaging/packages.mjs';

const bin = mkdtempSync(join(tmpdir(), 'backdropjs-audit-'));
afterAll(() => rmSync(bin, { recursive: true, force: true }));

const vulnerabilities = { info: 0, low: 0, moderate: 0, high: 0, critical: 0 };
const none = { advisories: {}, metadata: { vulnerabilities } };
const one = { severity: 'high', module_name: 'left', title: 'a hole', url: 'https://example.org/1' };
const counted = { vulnerabilities: { ...vulnerabilities, high: 1 } };

it.each([
  ['nothing known', none, 0, 'passed'],
  ['one', { advisories: { 1: one }, metadata: counted }, 1, 'high: left: a hole'],
  ['one that is counted and not described', { metadata: counted }, 1, '1 counted, 0 described'],
  ['one that is described and not counted', { ...none, advisories: { 1: one } }, 1, '0 counted, 1 described'],
  [
    'counts that are no numbers',
    { advisories: {}, metadata: { vulnerabilities: { high: {} } } },
    3,
    'skipped',
  ],
  ['no counts', { advisories: {} }, 3, 'skipped'],
  ['an error', { error: { code: 'ENOTFOUND' } }, 3, 'skipped'],
])('%s', (_, answer, expected, said) => {
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`, { mode: 0o755 });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/checks/audit.mjs'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` },
  });
  expect(stdout + stderr).toContain(said);
  expect(status).toBe(expected);
});
