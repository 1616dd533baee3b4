import { linkSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { explain, fail } from '../check';
import { attempt } from './attempt';
import { readIfPresent } from './read-if-present';

interface Owner {
  pid: number;
  host: string;
  /** Tells it from a later process with the same number, as containers have; undefined where the system does not say. */
  started?: string | undefined;
}

/** Milliseconds for the owner of a lock to end, if it is about to, and between two looks at it. */
const [patience, interval] = [2000, 20];

/**
 * Takes the lock file at `path` for this process and returns the function that gives it back.
 *
 * The lock of a process of this machine that no longer runs (it was killed, though its parent may not have noticed) is taken
 * over, and so is a file that a loss of power left empty.
 *
 * @throws Error naming the owner while another process holds it.
 */
export function acquireLock(path: string, remedy = 'choose another folder with --out'): () => void {
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: statOf(process.pid)?.started,
  } satisfies Owner);
  const candidate = `${path}.${process.pid}`;
  const patient = performance.now() + patience;
  // Linking a finished file is atomic: nobody ever sees a lock that does not name its owner yet.
  try {
    writeFileSync(candidate, mine);
    while (!tryLink(candidate, path)) {
      const theirs = readIfPresent(path)?.toString();
      if (theirs === undefined) continue;
      const owner = parseOwner(theirs);
      if (owner && (owner.host !== hostname() || isRunning(owner))) {
        // A process that was killed is there for a moment longer.
        if (owner.host === hostname() && performance.now() < patient) {
          pause();
          continue;
        }
        fail(
          'acquireLock',
          `${path} must belong to nobody else`,
          `process ${owner.pid} on ${owner.host}, which is writing there`,
          `wait for it, ${remedy}, or delete that file if the process is gone`,
        );
      }
      removeStale(path, theirs);
    }
  } finally {
    attempt(() => rmSync(candidate, { force: true }));
  }
  const release = () => {
    try {
      if (readIfPresent(path)?.toString() === mine) unlinkSync(path);
    } catch (error) {
      explain(error, 'acquireLock', `${path} must be given back`, 'delete it');
    }
  };
  try {
    removeLeftovers(path);
  } catch (error) {
    attempt(release);
    throw error;
  }
  return release;
}

function parseOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead owner's lock, unless a third process has taken it over in the meantime. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== stale) tryLink(aside, path);
  rmSync(aside);
}

/** Removes the files of processes that were killed while they took the lock. */
function removeLeftovers(path: string): void {
  const prefix = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path)).filter((name) => name.startsWith(prefix))) {
    const pid = /^(\d+)(\.stale)?$/.exec(name.slice(prefix.length))?.[1];
    if (pid !== undefined && !exists(Number(pid))) rmSync(join(dirname(path), name), { force: true });
  }
}

function isRunning({ pid, started }: Owner): boolean {
  if (!exists(pid)) return false;
  const now = statOf(pid);
  if (now && isDead(now.state)) return false;
  return now === undefined || started === undefined || now.started === started;
}

/** Whether the process only waits for its parent to take notice of its end: a zombie keeps its number. */
function isDead(state: string | undefined): boolean {
  return state === 'Z' || state === 'X';
}

/** Waits without giving way to anything else: the lock is taken before there is anything to do. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, interval);
}

/** Signal 0 asks whether the process exists; EPERM means that it does and belongs to someone else. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The state of a process and when it started, in clock ticks: fields 3 and 22 of Linux's stat file, counted past its name in
 * brackets; undefined where the system does not say.
 */
function statOf(pid: number): { state: string | undefined; started: string | undefined } | undefined {
  const stat = readIfPresent(`/proc/${pid}/stat`)?.toString();
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && { state: fields[0], started: fields[19] };
}
