/** Labeled square images. */
export interface ImageSet {
  /** One image after another, rows first. */
  images: Float32Array;
  labels: Int32Array;
  /** Side of the images. */
  size: number;
  /** Number of labels there are. */
  classes: number;
  /** Where a label is two in one: fineClasses * coarse + fine. */
  fineClasses?: number;
  /** How many of the last images are of another kind than the first, and are measured apart: `otherAccuracy`, `otherLoss`. */
  others?: number;
}
