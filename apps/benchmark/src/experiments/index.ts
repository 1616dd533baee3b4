import { checkNames } from '../check';
import { ablation } from './ablation';
import { aucBreastCancer } from './auc-breast-cancer';
import { aucCifar10 } from './auc-cifar10';
import { aucDiabetes } from './auc-diabetes';
import { aucDigits } from './auc-digits';
import { aucNoisyDigits } from './auc-noisy-digits';
import type { Experiment } from './experiment';
import { mechanism } from './mechanism';
import { textures } from './textures';
import { texturesHalves } from './textures-halves';
import { twoScale } from './two-scale';
import { twoScaleOneShot } from './two-scale-one-shot';
import { twoScaleOneShotConfirmation } from './two-scale-one-shot-confirmation';
import { twoScaleOneShotRates } from './two-scale-one-shot-rates';
import { twoScalePaper } from './two-scale-paper';

export const experiments: readonly Experiment[] = [
  twoScaleOneShotConfirmation,
  twoScaleOneShotRates,
  mechanism,
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
  texturesHalves,
];

/** @throws RangeError for a name that none has. */
export function findExperiment(name: string, caller = 'findExperiment'): Experiment {
  checkNames(
    caller,
    'experiment',
    [name],
    experiments.map((experiment) => experiment.name),
  );
  return experiments.find((experiment) => experiment.name === name)!;
}
