import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** MiB of a process, and what else it may pile up. */
export interface Footprint {
  heap: number;
  arrays: number;
  resident: number;
  descriptors: number;
  threads: number;
}

/** What this process holds after two collections: finalizers run after the first. */
export async function footprint(): Promise<Footprint> {
  for (let i = 0; i < 2; i++) {
    collectGarbage();
    await new Promise(setImmediate);
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const [heap, arrays, resident] = [heapUsed, arrayBuffers, rss].map((bytes) => bytes / 2 ** 20) as [
    number,
    number,
    number,
  ];
  const count = (folder: string) => (process.platform === 'linux' ? readdirSync(folder).length : 0);
  return { heap, arrays, resident, descriptors: count('/proc/self/fd'), threads: count('/proc/self/task') };
}

/** MiB, and counts, that a process may hold more of at the end than after its first tenth. */
const limits: Footprint = { heap: 8, arrays: 4, resident: 96, descriptors: 0, threads: 0 };

/** Does something so many times, and expects the process to hold no more at the end than after the first tenth. */
export async function soak(what: string, times: number, act: (index: number) => unknown): Promise<void> {
  const first = Math.ceil(times / 10);
  let early: Footprint | undefined;
  for (let index = 0; index < times; index++) {
    await act(index);
    if (index + 1 === first) early = await footprint();
  }
  const late = await footprint();
  const grown = Object.keys(limits).map((name) => {
    const key = name as keyof Footprint;
    return [name, late[key] - early![key]] as const;
  });
  const told = grown.map(([name, more]) => `${name} ${more.toFixed(1)}`).join(', ');
  process.stdout.write(
    `soak, ${what}, ${times} times: grown by ${told}; ${late.resident.toFixed(0)} MiB resident\n`,
  );
  for (const [name, more] of grown) expect(more, name).toBeLessThanOrEqual(limits[name as keyof Footprint]);
}
