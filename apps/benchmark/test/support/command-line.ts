import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../src/package-root';

const cli = join(packageRoot, 'dist', 'cli.js');

/** Starts the built command line; the worker threads need the build, which `npm test` makes first. */
export function startCli(...args: string[]): ChildProcess {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: run "pnpm build" first.`);
  return spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

export interface CliResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export async function runCli(...args: string[]): Promise<CliResult> {
  return finishCli(startCli(...args));
}

/** Waits for the end of a started command and collects what it wrote. */
export async function finishCli(child: ChildProcess): Promise<CliResult> {
  const [[code, signal], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    text(child.stdout!),
    text(child.stderr!),
  ]);
  return { code, signal, stdout, stderr };
}
