// The committed records of the benchmark's runs, and whether its report is what they say.
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { nameToday } from '../../benchmark/src/experiments/former-names';

/** A finished run. */
export interface Run {
  experiment: string;
  arm: string;
  seed: number;
  metrics: Record<string, number>;
  /** The same while it trained, after some steps; the last entry is what it ended with. */
  curve: ({ step: number } & Record<string, number>)[];
  seconds: number;
  peakMemory: number;
  config: { data?: string };
}

export interface Mean {
  mean: number;
  standardError: number | null;
}

/** Two arms, run by run of the same seed. */
export interface Comparison {
  arm: string;
  base: string;
  metric: string;
  n: number;
  difference: number;
  standardError: number | null;
  differences: { seed: number; difference: number }[];
}

/** A section of the report: an experiment in one of its presets. */
export interface Section {
  experiment: string;
  preset: string;
  title: string;
  /** Why its comparisons prove nothing by themselves, if so. */
  exploratory?: string;
  command: string;
  furtherCommand?: string;
  seeds: number[];
  arms: { arm: string; n: number; metrics: Record<string, Mean> }[];
}

const folder = new URL('../../benchmark/records/', import.meta.url);

/** A file beside the committed records. */
export const readRecorded = (file: string) => readFileSync(new URL(file, folder));

export function readRuns(): Run[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl.gz'))
    .flatMap((file) => gunzipSync(readRecorded(file)).toString().trim().split('\n'))
    .map((line): Run => JSON.parse(line))
    .map((run) => ({ ...run, arm: nameToday(run.arm) }));
}

export function readSections(): Section[] {
  return JSON.parse(readRecorded('report.json').toString()).sections;
}

/** The runs that a section is made of: presets share runs, each of which names the one that it was recorded in. */
export function runsOf({ experiment, arms, seeds }: Section, runs: readonly Run[]): Run[] {
  const [names, numbers] = [new Set(arms.map(({ arm }) => arm)), new Set(seeds)];
  return runs.filter((run) => run.experiment === experiment && names.has(run.arm) && numbers.has(run.seed));
}

/** Mean and standard error, that of one value being unknown. */
export function meanOf(values: readonly number[]): Mean {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : null };
}

/** All comparisons of arms in a part of the report. */
export function comparisonsIn(part: unknown): Comparison[] {
  if (typeof part !== 'object' || part === null) return [];
  if ('differences' in part) return [part as Comparison];
  return Object.values(part).flatMap(comparisonsIn);
}

/** Whether two numbers are the same but for the digits that the report leaves out, 12 being there, and the order of sums. */
const isSame = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * (1 + Math.abs(a));

/** What a section says otherwise than its runs: their number, means, paired differences and standard errors are computed anew. */
function contradictionsIn(section: Section, runs: readonly Run[]): string[] {
  const own = runsOf(section, runs);
  const byRun = new Map(own.map((run) => [`${run.arm} ${run.seed}`, run]));
  const metricOf = (arm: string, seed: number, metric: string) =>
    byRun.get(`${arm} ${seed}`)?.metrics[metric] ?? Number.NaN;
  const problems: string[] = [];
  const check = (what: string, n: [number, number], reported: Mean, computed: Mean) => {
    if (
      n[0] === n[1] &&
      isSame(reported.mean, computed.mean) &&
      isSame(reported.standardError, computed.standardError)
    )
      return;
    const told = ({ mean, standardError }: Mean, count: number) => `${mean} ± ${standardError} of ${count}`;
    problems.push(
      `${section.experiment} (${section.preset}), ${what}: the report has ${told(reported, n[0])}, its records ${told(computed, n[1])}`,
    );
  };
  for (const { arm, n, metrics } of section.arms) {
    // Arms that were chosen, or have more runs in another preset, are shown by as many as the others of the table.
    const seeds = section.seeds.slice(0, n);
    for (const [metric, reported] of Object.entries(metrics)) {
      check(
        `${metric} of ${arm}`,
        [n, seeds.length],
        reported,
        meanOf(seeds.map((seed) => metricOf(arm, seed, metric))),
      );
    }
  }
  for (const { arm, base, metric, n, difference, standardError, differences } of comparisonsIn(section)) {
    check(
      `${metric} of ${arm} minus ${base}`,
      [n, differences.length],
      { mean: difference, standardError },
      meanOf(differences.map(({ seed }) => metricOf(arm, seed, metric) - metricOf(base, seed, metric))),
    );
  }
  return problems;
}

/** What the report says otherwise than the committed records. */
export const contradictions = (sections: readonly Section[], runs: readonly Run[]): string[] =>
  sections.flatMap((section) => contradictionsIn(section, runs));
