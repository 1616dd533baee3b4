import { testSizes } from '../../../tools/testing/size';

testSizes(import.meta.dirname, {
  "* from '@backdropjs/random'": [
    2900,
    'a third are the coefficients of the logarithm and the sine, a fifth the names and texts of errors',
  ],
  "* from '@backdropjs/random/math'": [
    1200,
    'coefficients of five functions, by which normals are the same in every engine',
  ],
  "* from '@backdropjs/random/unchecked'": [
    500,
    'the cipher and a comparison: what the operator draws its masks with, without texts of errors',
  ],
  "{ key, normal } from '@backdropjs/random'": [
    2050,
    'the smallest useful import: the cipher, the logarithm, sine and cosine, checks',
  ],
});
