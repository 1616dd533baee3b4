import { testSizes } from '../../../tools/testing/size';

testSizes(import.meta.dirname, {
  "* from '@backdropjs/operator'": [2000, 'the promise of the README is 2 kB, with what it takes of random'],
  "{ backdrop } from '@backdropjs/operator'": [
    1945,
    'the mask, its scale, the checks, and of random the cipher',
  ],
  "* from '@backdropjs/operator/masks'": [3480, 'masks of other shapes than single positions'],
  "{ fixedCount } from '@backdropjs/operator/masks'": [1380, 'one mask, without the others: a permutation'],
  "* from '@backdropjs/operator/noise'": [
    2435,
    'three kinds of noise, normal numbers of random and the checks',
  ],
  "{ reflectedGradient } from '@backdropjs/operator/noise'": [730, 'a difference of tensors, and the checks'],
  "* from '@backdropjs/operator/non-decomposable'": [
    5080,
    'chunks, kept samples and the reading of scores and losses; of it 0.4 kB masks of any function over samples, 0.3 kB weights and groups, 0.3 kB samples in nested arrays, 0.3 kB the checks of these',
  ],
  "* from '@backdropjs/operator/layers'": [
    15_565,
    'the layer, receptive fields with a rule for every layer of tfjs, insertion, diagnosis, and 4.4 kB that fit: metrics and validation 1 kB, batch normalization 0.4 kB, learning rates, progress and callbacks 0.9 kB, rollback; 0.3 kB covariance between layers',
  ],
  "{ fitNonDecomposable } from '@backdropjs/operator/layers'": [
    9860,
    'gradients of a loss of all samples, and the loop of fit around them, without the layer and its places',
  ],
  "{ receptiveFields } from '@backdropjs/operator/layers'": [2620, 'a rule for every layer of tfjs'],
  "{ backdropLayer } from '@backdropjs/operator/layers'": [
    4580,
    'the layer and the operator, without what places it in a model; of it 0.8 kB masks of any function, registered by name so that a saved model finds them',
  ],
});
