import { treatmentOf } from '../analysis/panels';
import { datasets } from '../data/datasets';
import { experiments } from '../experiments';
import type { Experiment } from '../experiments/experiment';
import { visiblePresets } from '../experiments/run-list';
import { parseSeeds } from '../experiments/seeds';
import { describeExploratory } from '../report/notes';

export function list(): void {
  for (const experiment of experiments) {
    console.log(`${experiment.name}: ${experiment.title}`);
    console.log(`  ${experiment.about}`);
    for (const line of describeExploratory(experiment)) console.log(`  ${line}`);
    if (experiment.data) {
      const { title, archives } = datasets[experiment.data];
      const megabytes = archives.reduce((sum, archive) => sum + archive.megabytes, 0);
      console.log(`  Needs data: ${title}; downloaded by run (${megabytes} MB) unless --data-dir has it.`);
    }
    for (const name of visiblePresets(experiment)) {
      const { about, groups } = experiment.presets[name]!;
      const runs = groups.reduce((sum, group) => sum + group.arms.length * parseSeeds(group.seeds).length, 0);
      console.log(`  --preset ${name}: ${about} (${runs} runs)`);
      for (const { arms, seeds } of groups) console.log(`    seeds ${seeds}: ${listArms(experiment, arms)}`);
    }
    console.log();
  }
}

/** Past this many arms only the treatments are listed. */
const mostArms = 40;

function listArms(experiment: Experiment, arms: readonly string[]): string {
  if (arms.length <= mostArms) return arms.join(', ');
  const counts = new Map<string, number>();
  for (const treatment of arms.map((arm) => treatmentOf(experiment, arm)))
    counts.set(treatment, (counts.get(treatment) ?? 0) + 1);
  const treatments = [...counts].map(([treatment, count]) => `${treatment} (${count})`);
  return `${treatments.join(', ')}: ${arms.length} arms such as ${arms.at(-1)}`;
}
