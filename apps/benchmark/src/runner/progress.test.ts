import { describe, expect, it } from 'vitest';
import { recordOf, runsOf } from '../../test/support/records';
import { formatDuration, Progress } from './progress';

const runs = runsOf('auc-diabetes', 'quick', [100, 101], ['rate-0', 'rate-0.9']);

function start({ isTTY }: { isTTY: boolean }) {
  const written: string[] = [];
  let clock = 0;
  const progress = new Progress(runs, {
    threads: 2,
    expectedSeconds: () => 10,
    output: { isTTY, columns: 60, write: (text: string) => written.push(text) > 0 },
    now: () => clock,
  });
  const finish = (index: number, at: number, seconds = 2) => {
    clock = at;
    progress.finish({ ...recordOf(runs[index]!, { auc: 0.8 }), seconds });
  };
  return { progress, finish, written: () => written.join('') };
}

describe('Progress', () => {
  it('expects of a run what the finished ones of its arm took, and of another arm to be as slow as all have been', () => {
    const { progress, finish } = start({ isTTY: false });
    expect(progress.secondsLeft()).toBe(20);
    finish(0, 0, 30);
    expect(progress.secondsLeft()).toBe((30 + 30 + 30) / 2);
    finish(1, 0, 50);
    expect(progress.secondsLeft()).toBe((30 + 50) / 2);
  });

  it('writes a plain line at most every five seconds, and the last one', () => {
    const { finish, written } = start({ isTTY: false });
    [0, 1000, 2000, 3000].forEach((at, index) => {
      finish(index, at);
    });
    expect(written().split('\n')).toEqual([
      '1/4  about 3 s left, peak 300 MiB  auc-diabetes rate-0, seed 100, 2.0 s',
      '4/4  done, peak 300 MiB  auc-diabetes rate-0.9, seed 101, 2.0 s',
      '',
    ]);
  });

  it('rewrites one line of a terminal, cut to its width', () => {
    const { progress, finish, written } = start({ isTTY: true });
    finish(0, 0);
    finish(1, 1);
    progress.close();
    const lines = written().split('\r\u001b[K');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe(
      `${'2/4  about 2 s left, peak 300 MiB  auc-diabetes rate-0.9, seed 100, 2.0 s'.slice(0, 59)}\n`,
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0.2, '1 s'],
    [89, '89 s'],
    [100, '2 min'],
    [7500, '2 h 5 min'],
  ])('%f s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});
