import type { ClassifierConfig } from '../classification/config';

/** Settings of one training on halves of UIUC textures, one image a class. */
export interface TextureHalvesConfig extends ClassifierConfig {
  /** Height and width that the images are reduced to. */
  reduceTo: readonly [height: number, width: number];
  /** Classes drawn for each seed. */
  classes: number;
  /** Side of the square test patches. */
  patch: number;
  /** Images of each class, other than the one trained on, whose patches are tested on apart. */
  otherImages: number;
}
