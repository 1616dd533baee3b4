// What it takes to run each experiment again, from its committed records.
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { defineLoader } from 'vitepress';

/** One preset of an experiment, as it was run. */
interface Run {
  experiment: string;
  preset: string;
  runs: number;
  /** Of one core, for all runs. */
  hours: number;
  /** The greatest memory that one run took, in MB. */
  memory: number;
  /** Public data it needs, which are fetched and checked; none where its data are drawn or come along. */
  data: string;
  commands: string[];
}

declare const data: Run[];

export { data };

const folder = new URL('../../benchmark/records/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder));

interface Section {
  experiment: string;
  preset: string;
  command: string;
  furtherCommand?: string;
  arms: { arm: string }[];
  seeds: number[];
}

interface Line {
  experiment: string;
  arm: string;
  seed: number;
  seconds: number;
  peakMemory: number;
  config: { data?: string };
}

export default defineLoader({
  watch: ['../../benchmark/records/*.gz', '../../benchmark/records/report.json'],
  load(): Run[] {
    const { sections } = JSON.parse(read('report.json').toString());
    const lines: Line[] = readdirSync(folder)
      .filter((file) => file.endsWith('.jsonl.gz'))
      .flatMap((file) => gunzipSync(read(file)).toString().trim().split('\n'))
      .map((line) => JSON.parse(line));
    return sections.map((section: Section) => {
      const { experiment, preset, command, furtherCommand, seeds } = section;
      const arms = new Set(section.arms.map(({ arm }) => arm));
      // Presets share runs: a line names the one it was recorded in.
      const own = lines.filter(
        (line) => line.experiment === experiment && arms.has(line.arm) && seeds.includes(line.seed),
      );
      if (own.length === 0) throw new Error(`docs: ${experiment} (${preset}) must have records, got none`);
      return {
        experiment,
        preset,
        runs: own.length,
        hours: own.reduce((sum, { seconds }) => sum + seconds, 0) / 3600,
        memory: own.reduce((most, { peakMemory }) => Math.max(most, peakMemory), 0),
        data: own[0]!.config.data ?? '',
        commands: [command, ...(furtherCommand ? [furtherCommand] : [])],
      };
    });
  },
});
