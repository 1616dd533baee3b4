import type { ClassifierConfig } from '../classification/config';

/** Settings of one training on the UIUC textures. */
export interface TexturesConfig extends ClassifierConfig {
  /** Height and width that the images are reduced to; the square in their middle is taken. */
  reduceTo: readonly [height: number, width: number];
  trainPerClass: number;
  testPerClass: number;
}
