import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** What may fail: all calls of node:fs that the sources make, and those of the streams and archives that they use. */
const synchronous = [
  ...[
    'closeSync',
    'existsSync',
    'fstatSync',
    'fsyncSync',
    'ftruncateSync',
    'linkSync',
    'mkdirSync',
    'openSync',
  ],
  ...[
    'readFileSync',
    'readSync',
    'readdirSync',
    'renameSync',
    'rmSync',
    'statSync',
    'unlinkSync',
    'writeFileSync',
  ],
  'writeSync',
] as const;
const withCallback = [
  'open',
  'write',
  'writev',
  'fsync',
  'close',
  'mkdir',
  'read',
  'fstat',
  'lstat',
  'utimes',
] as const;

/** How a call fails: it throws, or a write takes a part of the bytes only, as disks do that fill. */
export interface Fault {
  code: 'EIO' | 'ENOSPC' | 'EACCES';
  short?: boolean;
}

export interface Injected {
  /** The calls on the folder until now, by name. */
  calls: string[];
  restore: () => void;
}

type Call = (...args: unknown[]) => unknown;

/**
 * Has the n-th call on a folder and what is in it fail, from 0, until `restore`; none for an `n` past the last. What was
 * opened there belongs to it.
 */
export function injectFault(folder: string, n: number, { code, short = false }: Fault): Injected {
  const original = { ...fs } as unknown as Record<string, Call>;
  const patched = fs as unknown as Record<string, Call>;
  const descriptors = new Set<unknown>();
  const calls: string[] = [];
  /** Whether this call is the one to fail. */
  const isDue = (name: string, target: unknown) => {
    const isInside = typeof target === 'number' ? descriptors.has(target) : String(target).startsWith(folder);
    return isInside && calls.push(name) === n + 1;
  };
  const failure = (name: string) =>
    Object.assign(new Error(`${code}: planted, ${name}`), { code, syscall: name });

  for (const name of synchronous) {
    const act = original[name]!;
    patched[name] = (...args) => {
      if (isDue(name, args[0])) {
        // What cannot be looked at is not there, says this one.
        if (name === 'existsSync') return false;
        // A close that fails has closed.
        if (name === 'closeSync' && !short) act(...args);
        if (!short) throw failure(name);
        const [descriptor, bytes, offset = 0] = args as [number, Uint8Array, number?];
        if (name === 'writeSync') return act(descriptor, bytes.subarray(0, offset + 7), offset);
      }
      const result = act(...args);
      if (name === 'openSync' && String(args[0]).startsWith(folder)) descriptors.add(result);
      return result;
    };
  }
  for (const name of withCallback) {
    const act = original[name]!;
    patched[name] = (...args) => {
      const done = args.pop() as Call;
      const fails = isDue(name, args[0]) && !short;
      if (fails && name !== 'close') return void setImmediate(done, failure(name));
      return act(...args, (error: unknown, result: unknown, ...rest: unknown[]) => {
        if (name === 'open' && !error && String(args[0]).startsWith(folder)) descriptors.add(result);
        done(fails ? failure(name) : error, result, ...rest);
      });
    };
  }
  syncBuiltinESMExports();
  return {
    calls,
    restore: () => {
      for (const name of [...synchronous, ...withCallback]) patched[name] = original[name]!;
      syncBuiltinESMExports();
    },
  };
}

/** Descriptors of this process into a folder. */
export const openIn = (folder: string): string[] =>
  fs.readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = fs.readlinkSync(`/proc/self/fd/${descriptor}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });
