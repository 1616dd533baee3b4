// #region snippet
import {
  createSampler,
  matern,
  squaredExponential,
  toNpy,
} from '@backdropjs/fields';

// Continues across opposite edges, longer in one direction.
const anisotropy = { ratio: 0.5, angle: Math.PI / 6 };
const periodic = await createSampler({
  model: squaredExponential({ correlationLength: 6, anisotropy }),
  shape: [96, 128], // rows, columns
  seed: 1,
});
console.log(
  'periodic, error',
  periodic.report.covarianceError.toExponential(0),
);

// Of any size, cut out of a larger torus.
const padded = await createSampler({
  model: matern({ correlationLength: 5, smoothness: 1.5 }),
  shape: [75, 101],
  boundary: { padding: 'auto' },
  seed: 'rocks',
});
const field = padded.realization(0);
console.log('padded', padded.report.embedding.join('x'), 'for 75x101');

const bytes = toNpy(field, [75, 101]); // numpy.load reads it
console.log('npy', bytes.length, 'bytes');
// #endregion snippet
