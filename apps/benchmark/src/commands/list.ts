import { experiments } from '../experiments';
import { parseSeeds } from '../experiments/seeds';
import { visiblePresets } from '../runner/plan';

export function list(): void {
  for (const experiment of experiments) {
    console.log(`${experiment.name}: ${experiment.title}`);
    console.log(`  ${experiment.about}`);
    if (experiment.exploratory) console.log(`  Exploratory. ${experiment.exploratory}`);
    for (const name of visiblePresets(experiment)) {
      const { about, groups } = experiment.presets[name]!;
      const runs = groups.reduce((sum, group) => sum + group.arms.length * parseSeeds(group.seeds).length, 0);
      console.log(`  --preset ${name}: ${about} (${runs} runs)`);
      for (const { arms, seeds } of groups) console.log(`    seeds ${seeds}: ${arms.join(', ')}`);
    }
    console.log();
  }
}
