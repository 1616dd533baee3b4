// What the arms of the benchmark are, in words: their names are for its tables.

const several: Record<string, (first: string, second: string) => string> = {
  both: (fine, coarse) => `masks at both scales, rates ${fine} and ${coarse}`,
  planned: (fine, coarse) => `masks after the planned layers, rates ${fine} and ${coarse}`,
  middle: (fine, coarse) => `masks after the two layers between, rates ${fine} and ${coarse}`,
  'middle-layers': (fine, coarse) => `masks after the two layers between, rates ${fine} and ${coarse}`,
};
const one: Record<string, (value: string) => string> = {
  both: (rate) => `masks at both scales, rate ${rate}`,
  fine: (rate) => `a fine mask of rate ${rate}`,
  coarse: (rate) => `a coarse mask of rate ${rate}`,
  rate: (rate) => (rate === '0' ? 'all samples without a mask' : `masks over samples, rate ${rate}`),
  minibatch: (size) => `batches of ${size}`,
  'cross-entropy': (size) => `cross-entropy in batches of ${size}`,
  crop: (size) => `random crops of ${size} pixels`,
  dropout: (rate) => `dropout of rate ${rate}`,
  'weight-decay': (factor) => `weight decay ${factor}`,
};
const none: Record<string, string> = {
  none: 'plain training',
  planned: 'masks after the planned layers',
  middle: 'masks after the two layers between',
  crop: 'random crops',
  dropout: 'dropout',
  'matched-noise': 'noise of the same size',
};
/** What is done with the masks whose name follows. */
const changed: [RegExp, (masks: string, value: string) => string][] = [
  [/^reflected-(.+)$/, (masks) => `the reflection of ${masks}`],
  [/^gaussian-(.+)$/, (masks) => `Gaussian noise with the covariance of ${masks}`],
  [/^isotropic-(.+)$/, (masks) => `noise of the size of ${masks}`],
  [/^fixed-count-(.+)$/, (masks) => `${masks} that keep a fixed number of positions`],
  [/^fixed-(.+)$/, (masks) => `${masks} that stay for all steps`],
  [/^kept-(\d+)-(.+)$/, (masks, steps) => `${masks} that stay for ${steps} steps`],
  [/^crop-(\d+)-([a-z].+)$/, (masks, size) => `random crops of ${size} pixels and ${masks}`],
];
const drawn: Record<string, string> = {
  '-shared': ', shared by the batch',
  '-per-image': ', one for each image',
};

/** A treatment in words, such as those of `both-0.95-0.8`, or its name if there are none yet. */
export function treatmentInWords(treatment: string): string {
  for (const [pattern, words] of changed) {
    const [, ...found] = pattern.exec(treatment) ?? [];
    const masks = found.pop();
    const inWords = masks && treatmentInWords(masks);
    if (inWords && inWords !== masks) return words(inWords, found[0]!);
  }
  const [, name, first, second, how] =
    /^([a-z-]+?)(?:-([\d.]+))?(?:-([\d.]+))?(-shared|-per-image)?$/.exec(treatment) ?? [];
  const words =
    second !== undefined
      ? several[name!]?.(first!, second)
      : first !== undefined
        ? one[name!]?.(first)
        : none[name ?? ''];
  return words ? words + (drawn[how ?? ''] ?? '') : treatment;
}
