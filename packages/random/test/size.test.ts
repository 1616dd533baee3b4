import { testSizes } from '../../../tools/testing/size';

testSizes(import.meta.dirname, {
  "* from '@backdropjs/random'": [
    2660,
    'a quarter are the coefficients of the logarithm and the sine, a fifth the names and texts of errors; of it 0.15 kB show any wrong value, tell wrong kinds from wrong values, and refuse lengths without memory',
  ],
  "* from '@backdropjs/random/math'": [
    1010,
    'coefficients of five functions, by which normals are the same in every engine',
  ],
  "* from '@backdropjs/random/unchecked'": [
    1575,
    'normals need the logarithm, sine and cosine, and folding refuses what is no seed: what fields are drawn with',
  ],
  "{ drawBernoulli } from '@backdropjs/random/unchecked'": [
    475,
    'the cipher and a comparison: what the operator draws its masks with, without texts of errors',
  ],
  "{ key, normal } from '@backdropjs/random'": [
    1860,
    'the smallest useful import: the cipher, the logarithm, sine and cosine, checks',
  ],
});
