import { testSizes } from '../../../tools/testing/size';

testSizes(import.meta.dirname, {
  "* from '@backdropjs/backend'": [
    47140,
    "11 kB are the wasm kernels twice, with and without relaxed SIMD; the rest their calls, the corrections of wrong kernels and of the heap's allocator, the gradients that tfjs lacks (those of images are 3 kB) and the requirements of layers; without tfjs's gradients, which load when they are missing",
  ],
  "* from '@backdropjs/backend/wasm'": [43100, 'the same without the choice of backends and requireKernels'],
  "* from '@backdropjs/backend/layers'": [
    3290,
    'the fused layer, its operation and gradient, of it 40 B refuse shapes that are none',
  ],
  "{ requireKernels } from '@backdropjs/backend'": [
    3700,
    'a list of kernels for every layer and activation of tfjs',
  ],
});
