// What the arms of the benchmark are, in words: their names are for its tables.

const several: Record<string, (first: string, second: string) => string> = {
  both: (fine, coarse) => `masks at both scales, rates ${fine} and ${coarse}`,
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
  crop: 'random crops',
  dropout: 'dropout',
  'matched-noise': 'noise of the same size',
};

/** A treatment in words, such as those of `both-0.95-0.8`, or its name if there are none yet. */
export function treatmentInWords(treatment: string): string {
  const [, name, ...values] =
    /^([a-z-]+?)(?:-([\d.]+))?(?:-([\d.]+))?(?:-shared|-per-image)?$/.exec(treatment) ?? [];
  const [first, second] = values;
  const words =
    second !== undefined
      ? several[name!]?.(first!, second)
      : first !== undefined
        ? one[name!]?.(first)
        : none[name ?? ''];
  return words ?? treatment;
}
