// What it takes to run each experiment again, from its committed records.
import { defineLoader } from 'vitepress';
import { readRuns, readSections, runsOf } from './records';

/** One preset of an experiment, as it was run. */
interface Preset {
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

declare const data: Preset[];

export { data };

export default defineLoader({
  watch: ['../../benchmark/records/*.gz', '../../benchmark/records/report.json'],
  load(): Preset[] {
    const all = readRuns();
    return readSections().map((section) => {
      const { experiment, preset, command, furtherCommand } = section;
      const own = runsOf(section, all);
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
