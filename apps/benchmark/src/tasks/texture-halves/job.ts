import { findDataset } from '../../data/find';
import { uiucTexture } from '../../data/uiuc-texture/dataset';
import { readTextures, type TextureImages } from '../../data/uiuc-texture/read';
import { trainClassifier } from '../classification/run';
import { lastOnly } from '../last-only';
import { type Outcome, outcomeOf } from '../outcome';
import type { Checkpoint } from '../training/checkpoint';
import type { TextureHalvesConfig } from './config';
import { splitHalves } from './split';

/** Halves the images that the seed draws and trains on them. */
export async function runTextureHalvesJob(
  config: TextureHalvesConfig & { data: string },
  seed: number,
  checkpoint?: Checkpoint,
): Promise<Outcome> {
  const [height, width] = config.reduceTo;
  const images = await imagesOf(`${config.data} ${height} ${width}`, async () =>
    readTextures(await findDataset(uiucTexture, config.data), height, width),
  );
  return outcomeOf(trainClassifier(config, seed, splitHalves(images, config, seed), checkpoint));
}

const imagesOf = lastOnly<Promise<TextureImages>>();
