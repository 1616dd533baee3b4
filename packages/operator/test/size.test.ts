import { testSizes } from '../../../tools/testing/size';

testSizes(import.meta.dirname, {
  "* from '@backdropjs/operator'": [2000, 'the promise of the README is 2 kB, with what it takes of random'],
  "{ backdrop } from '@backdropjs/operator'": [
    2050,
    'the mask, its scale, the checks, and of random the cipher',
  ],
  "* from '@backdropjs/operator/masks'": [3600, 'masks of other shapes than single positions'],
  "* from '@backdropjs/operator/non-decomposable'": [
    5300,
    'chunks, kept samples and the reading of scores and losses',
  ],
  "* from '@backdropjs/operator/layers'": [
    15500,
    'the layer, receptive fields with a rule for every layer of tfjs, insertion, diagnosis, fitting',
  ],
  "{ backdropLayer } from '@backdropjs/operator/layers'": [
    4650,
    'the layer and the operator, without what places it in a model',
  ],
});
