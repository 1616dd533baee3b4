import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { CommanderError } from 'commander';
import { expect, onTestFinished, vi } from 'vitest';
import { show } from '../../src/check';
import { createProgram } from '../../src/commands/program';
import { packageRoot } from '../../src/files/package-root';

const cli = join(packageRoot, 'dist', 'cli.js');

/** Starts the built command line, until the test ends; the worker threads need the build, which `npm test` makes first. */
export function startCli(...args: string[]): ChildProcess {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: run "pnpm build" first.`);
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
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

/** What the command line refuses arguments with, and says no more, without a process for it, which takes half a second. */
export async function refused(...args: string[]): Promise<string> {
  const told: string[] = [];
  const printed = [vi.spyOn(process.stdout, 'write').mockReturnValue(true), vi.spyOn(console, 'log')];
  const program = createProgram();
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({ writeErr: (text) => told.push(text) });
  const error = await program.parseAsync(args, { from: 'user' }).then(
    () => undefined,
    (reason: Error) => reason,
  );
  const said = printed.flatMap(({ mock }) => mock.calls);
  for (const output of printed) output.mockRestore();
  expect(error, 'nothing was refused').toBeDefined();
  expect(said, 'printed besides').toEqual([]);
  // cli.ts ends with 1 for all else; commander by itself, with the status that it says.
  if (error instanceof CommanderError) expect(error.exitCode).toBe(1);
  return told.join('') || `${show(error)}\n`;
}

/** Waits for the end of a started command and collects what it wrote. */
export async function finishCli(child: ChildProcess): Promise<CliResult> {
  const stdout = collect(child.stdout!);
  const stderr = collect(child.stderr!);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout: stdout.text, stderr: stderr.text };
}

/** Waits until a started command has written a text to its standard error stream. */
export async function saying(child: ChildProcess, text: string): Promise<void> {
  const stderr = collect(child.stderr!);
  while (!stderr.text.includes(text)) await once(child.stderr!, 'data');
}

function collect(stream: Readable): { text: string } {
  const collected = { text: '' };
  stream.setEncoding('utf8').on('data', (text: string) => {
    collected.text += text;
  });
  return collected;
}
