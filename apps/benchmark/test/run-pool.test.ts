import { describe, expect, it, onTestFinished } from 'vitest';
import { RunPool } from '../src/runner/run-pool';
import { runsOf } from './support/records';

const [run] = runsOf('auc-diabetes', 'quick', [100], ['rate-0.9']);
const faulty = (fault: string) => ({ ...run!, config: { ...run!.config, fault } });

function startPool(): RunPool {
  const pool = new RunPool(1, new URL('./support/faulty-thread.mjs', import.meta.url));
  onTestFinished(() => pool.close());
  return pool;
}

describe('RunPool', () => {
  it('makes a record of a run, with where it was made and how much memory that took', async () => {
    const record = await startPool().run(run!);
    const { task: _, ...identity } = run!;
    expect(record).toMatchObject({
      ...identity,
      metrics: { auc: 100 },
      provenance: { node: process.version, backend: { name: 'wasm', simd: true } },
    });
    expect(record.peakMemory).toBeGreaterThan(10);
    expect(record).not.toHaveProperty('task');
  });

  it.each([
    ['throws', /^RunPool: auc-diabetes, arm rate-0\.9, seed 100 must come to its end, got the loss is NaN$/],
    ['exits', /seed 100 must .* got worker exited with code: 7/],
    ['exhausts memory', /seed 100 must .* got a worker thread out of memory \(more than 1024 MiB/],
  ])('names the run whose thread %s, and goes on with the next', async (fault, message) => {
    const pool = startPool();
    await expect(pool.run(faulty(fault))).rejects.toThrow(message);
    expect((await pool.run(run!)).metrics).toEqual({ auc: 100 });
  });

  it('stops a run that is under way when it is closed, and takes no other', async () => {
    const pool = startPool();
    const endless = pool.run(faulty('never ends'));
    const settled = expect(endless).rejects.toThrow(/seed 100 must .* got Terminating worker thread/);
    await pool.close();
    await settled;
    await expect(pool.run(run!)).rejects.toThrow(/seed 100 must .* got a pool that is closed/);
  });
});
