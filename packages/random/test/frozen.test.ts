// The outputs are a promise: a change of any value here is a major version.
import { expect, it } from 'vitest';
import { bernoulli, foldIn, integers, key, normal, permutation, split, uniform } from '../src/index';
import { cosTurns, exp, log, sinTurns } from '../src/math/index';
import { hash } from './hash';

const n = 100_001;

it('keys', () => {
  expect({
    zero: key(0),
    negative: key(-1),
    large: key(2n ** 100n),
    text: key('backdrop'),
    folded: foldIn(key(1), 'conv2d', 7),
    split: split(key(1), 2),
  }).toEqual({
    folded: [923984798, 1728758120, 1112256404, 1748964242],
    large: [4030617467, 4271651464, 3191116500, 982561721],
    negative: [2096817909, 2041872904, 3420444178, 682215694],
    split: [
      [1046403223, 2599364879, 3606032234, 3665779338],
      [2116994138, 3331474994, 1629480760, 2741017737],
    ],
    text: [127530829, 502034172, 2721834686, 333117181],
    zero: [803994901, 2629633283, 3578977733, 3139914367],
  });
});

it('first values', () => {
  expect({
    uniform: [...uniform(key(1), 4)],
    normal: [...normal(key(1), 4)],
    bernoulli: bernoulli(key(1), 0.5, 24).join(''),
    integers: [...integers(key(1), 0, 100, 10)],
    permutation: [...permutation(key(1), 10)],
  }).toEqual({
    bernoulli: '100111010001011100100111',
    integers: [42, 79, 11, 72, 97, 93, 84, 74, 93, 43],
    normal: [-1.1042484863184816, -1.3515185586595329, 2.1615010098892165, 1.4714440243483664],
    permutation: [1, 2, 6, 9, 4, 8, 3, 0, 7, 5],
    uniform: [0.9507416834314012, 0.3540587553727922, 0.6737973651338237, 0.6151190410930187],
  });
});

it('hashes of long outputs', () => {
  const points = uniform(key(2), n);
  expect({
    uniform: hash(uniform(key(1), n)),
    uniformSingle: hash(uniform(key(1), new Float32Array(n))),
    normal: hash(normal(key(1), n)),
    normalSingle: hash(normal(key(1), new Float32Array(n))),
    normalAt: hash(normal(key(1), n, [4294967290, 1, 2, 3])),
    bernoulli: hash(bernoulli(key(1), 0.3, n)),
    integers: hash(integers(key(1), -1000, 1000, n)),
    integersWide: hash(integers(key(1), 0, 3 * 2 ** 51, new Float64Array(n))),
    permutation: hash(permutation(key(1), n)),
    log: hash(points.map((x) => log(x))),
    exp: hash(points.map((x) => exp(100 * x - 50))),
    sinTurns: hash(points.map(sinTurns)),
    cosTurns: hash(points.map(cosTurns)),
  }).toEqual({
    bernoulli: 'd1301f10',
    cosTurns: 'e9aea18b',
    exp: '3da4e5b8',
    integers: 'b4c310b9',
    integersWide: 'e92ab849',
    log: '4fbf5f53',
    normal: '909ddb79',
    normalAt: '30ebba51',
    normalSingle: '19784d25',
    permutation: 'df16f94a',
    sinTurns: '3fd13e55',
    uniform: 'cf58863f',
    uniformSingle: '0f8209d6',
  });
});
