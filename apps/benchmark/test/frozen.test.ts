// What must not change by itself: which runs there are, and, in frozen-smoke.test.ts, what comes of them. The files of test/frozen hold
// it; after a change that is meant, `pnpm exec vitest run --project benchmark frozen published -u` makes them again.
import { expect, it } from 'vitest';
import { byPanel, learningRateOf, treatmentOf } from '../src/analysis/panels';
import { experiments } from '../src/experiments';
import type { Experiment } from '../src/experiments/experiment';
import { listRuns, type Run } from '../src/experiments/run-list';
import { parseSeeds } from '../src/experiments/seeds';
import { hash, textOf } from './support/frozen';

function list(experiment: Experiment, preset: string, seeds?: string): Run[] {
  const data = experiment.data && `all of ${experiment.data}`;
  return listRuns(experiment, preset, {
    backend: 'wasm',
    data,
    seeds: seeds ? parseSeeds(seeds) : undefined,
  });
}

it('the runs of every preset keep their ids, arms and seeds', async () => {
  const line = (experiment: Experiment, preset: string, seeds?: string) => {
    const runs = list(experiment, preset, seeds);
    const digest = hash(runs.map(({ id, arm, seed }) => `${id} ${arm} ${seed}`));
    const further = seeds ? `, seeds ${seeds}` : '';
    return `${experiment.name} ${preset}${further}: ${runs.length} runs from ${runs[0]!.id}, ${digest}`;
  };
  const lines = experiments.flatMap((experiment) => [
    ...Object.keys(experiment.presets).map((preset) => line(experiment, preset)),
    // What a pre-registration compares on are seeds that no preset has.
    ...(experiment.preRegistration ? [line(experiment, 'full', experiment.preRegistration.test)] : []),
  ]);
  await expect(
    textOf('Runs of each preset: how many, the first id, and a hash of the lines `id arm seed`.', lines),
  ).toMatchFileSnapshot('frozen/runs.txt');
});

it('the arms of every experiment keep their treatments and tuned settings', async () => {
  const lines = experiments.map((experiment) => {
    const arms = Object.keys(experiment.arms).map((arm) => ({ arm }));
    const panels = byPanel(experiment, arms);
    const told = panels.flatMap(({ panel, arms: own }) =>
      own.map(
        ({ arm }) => `${arm}, ${treatmentOf(experiment, arm)}, ${learningRateOf(experiment, arm)}, ${panel}`,
      ),
    );
    const treatments = new Set(arms.map(({ arm }) => treatmentOf(experiment, arm)));
    return `${experiment.name}: ${arms.length} arms, ${treatments.size} treatments, ${panels.length} panels, ${hash(told)}`;
  });
  await expect(
    textOf('Arms of each experiment, and a hash of the lines `arm, treatment, learning rate, panel`.', lines),
  ).toMatchFileSnapshot('frozen/arms.txt');
});
