import { backdrop } from '@backdropjs/operator';
import { key } from '@backdropjs/random';
import { conv2d, mul, square, sub, sum, tidy, variable, variableGrads } from '@tensorflow/tfjs-core';
import { start, wave } from './backend.mjs';

/** Training with tfjs-core alone, which registers no gradients. */
export async function training() {
  await start();
  const image = wave(36, [1, 6, 6, 1]);
  const filter = variable(wave(9, [3, 3, 1, 1]));
  const mask = { rate: 0.5, axes: [1, 2], key: key(1) };
  const losses = [];
  for (let step = 0; step < 3; step++) {
    const { value, grads } = variableGrads(() =>
      sum(square(backdrop(conv2d(image, filter, 1, 'valid'), mask))),
    );
    losses.push((await value.data())[0]);
    tidy(() => filter.assign(sub(filter, mul(0.01, grads[filter.name]))));
  }
  return { losses, flatten: [typeof image.flatten === 'function' ? 1 : 0] };
}
