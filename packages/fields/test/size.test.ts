import { testSizes } from '../../../tools/testing/size';

testSizes(import.meta.dirname, {
  "* from '@backdropjs/fields'": [
    23450,
    "with random; 3.6 kB are the kernels as text, 1.4 kB their plain twin, 1.5 kB NumPy's files, 1.2 kB the multi-scale sets, 1.6 kB checks and texts of errors",
  ],
  "{ createSampler, squaredExponential } from '@backdropjs/fields'": [
    14200,
    'what draws fields of one model: the kernels, the twin, the transforms, the report, and of random the normals',
  ],
  "{ multiscale } from '@backdropjs/fields'": [
    13300,
    'no models but the squared exponential, no padding, no statistics, no files',
  ],
  "{ squaredExponential } from '@backdropjs/fields'": [
    10550,
    'a model alone computes its spectrum, so it brings the transforms',
  ],
  "* from '@backdropjs/fields/files'": [5300, 'readers and writers of files of arrays'],
  "* from '@backdropjs/fields/condition'": [
    11_200,
    'fields through given values: a sampler, and the solution of one linear system',
  ],
  "{ toNpy } from '@backdropjs/fields'": [1050, 'a header and the checks of an array'],
});
