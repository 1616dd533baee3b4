/** The data sets an experiment can name; `datasets.ts` holds them. */
export type DatasetName = 'cifar-10' | 'uiuc-texture';
