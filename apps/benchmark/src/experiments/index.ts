import { ablation } from './ablation';
import { aucBreastCancer } from './auc-breast-cancer';
import { aucCifar10 } from './auc-cifar10';
import { aucDiabetes } from './auc-diabetes';
import { aucDigits } from './auc-digits';
import { aucNoisyDigits } from './auc-noisy-digits';
import { type Experiment, unknown } from './experiment';
import { textures } from './textures';
import { twoScale } from './two-scale';
import { twoScaleOneShot } from './two-scale-one-shot';
import { twoScaleOneShotConfirmation } from './two-scale-one-shot-confirmation';
import { twoScaleOneShotRates } from './two-scale-one-shot-rates';
import { twoScalePaper } from './two-scale-paper';

export const experiments: readonly Experiment[] = [
  twoScaleOneShotConfirmation,
  twoScaleOneShotRates,
  twoScaleOneShot,
  twoScale,
  twoScalePaper,
  ablation,
  aucDiabetes,
  aucDigits,
  aucNoisyDigits,
  aucBreastCancer,
  aucCifar10,
  textures,
];

export function findExperiment(name: string): Experiment {
  const found = experiments.find((experiment) => experiment.name === name);
  if (!found) {
    throw new Error(
      unknown(
        'experiment',
        name,
        experiments.map((experiment) => experiment.name),
      ),
    );
  }
  return found;
}
