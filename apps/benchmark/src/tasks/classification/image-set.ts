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
}
