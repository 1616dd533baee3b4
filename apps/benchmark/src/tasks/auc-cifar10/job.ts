import { cifar10 } from '../../data/cifar-10/dataset';
import { type Cifar10, readCifar10 } from '../../data/cifar-10/read';
import { findDataset } from '../../data/find';
import { runAuc } from '../auc/run';
import { lastOnly } from '../last-only';
import type { Outcome } from '../outcome';
import type { AucCifar10Config } from './config';
import { buildConvolutionalNet } from './network';
import { splitCifar10 } from './split';

/** Splits the images by seed and trains on them. */
export async function runAucCifar10Job(
  config: AucCifar10Config & { data: string },
  seed: number,
): Promise<Outcome> {
  const images = await imagesOf(config.data, async () =>
    readCifar10(await findDataset(cifar10, config.data)),
  );
  const split = splitCifar10(images, config, seed);
  return runAuc(config, seed, split, () => buildConvolutionalNet(config.filters, split.train.shape, seed));
}

const imagesOf = lastOnly<Promise<Cifar10>>();
