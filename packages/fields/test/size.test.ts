import { testSizes } from '../../../tools/testing/size';

testSizes(import.meta.dirname, {
  "* from '@backdropjs/fields'": [
    23_125,
    "with 2.2 kB of random; 3.6 kB are the kernels as text, 1.1 kB their plain twin, 1.5 kB NumPy's files, 1.2 kB the multi-scale sets, 1.6 kB checks and texts of errors, among them which of a sum of models is none and why, 0.7 kB models by a formula of one's own and by less common ones, 0.4 kB missing data",
  ],
  "{ createSampler, squaredExponential } from '@backdropjs/fields'": [
    13_220,
    'what draws fields of one model: the kernels, the twin, the transforms, the report, and 1.4 kB of random; 0.6 kB choose the torus by the final error over all lags, warn of periodic images and refuse more points than there is memory for, all of which was saved elsewhere',
  ],
  "{ multiscale } from '@backdropjs/fields'": [
    12_375,
    'no models but the squared exponential, no padding, no statistics, no files',
  ],
  "{ squaredExponential } from '@backdropjs/fields'": [
    4595,
    'a model alone computes its spectrum, so it brings the plain transforms, and not the kernels',
  ],
  "* from '@backdropjs/fields/files'": [5095, 'readers and writers of files of arrays'],
  "* from '@backdropjs/fields/condition'": [
    10_360,
    'fields through given values: a sampler, and the solution of one linear system',
  ],
  "{ toNpy } from '@backdropjs/fields'": [1005, 'a header and the checks of an array'],
});
