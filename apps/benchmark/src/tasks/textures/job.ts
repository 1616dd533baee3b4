import { findDataset } from '../../data/find';
import { uiucTexture } from '../../data/uiuc-texture/dataset';
import { readTextures, type TextureImages } from '../../data/uiuc-texture/read';
import { trainClassifier } from '../classification/run';
import { lastOnly } from '../last-only';
import { type Outcome, outcomeOf } from '../outcome';
import type { Checkpoint } from '../training/checkpoint';
import type { TexturesConfig } from './config';
import { splitTextures } from './split';

/** Splits the images by seed and trains on them. */
export async function runTexturesJob(
  config: TexturesConfig & { data: string },
  seed: number,
  checkpoint?: Checkpoint,
): Promise<Outcome> {
  const [height, width] = config.reduceTo;
  const images = await imagesOf(`${config.data} ${height} ${width}`, async () =>
    readTextures(await findDataset(uiucTexture, config.data), height, width),
  );
  return outcomeOf(trainClassifier(config, seed, splitTextures(images, config, seed), checkpoint));
}

const imagesOf = lastOnly<Promise<TextureImages>>();
