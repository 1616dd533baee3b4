// Fourier transforms on wasm against the sum written out in double precision, for every length up to 40.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../src/index';
import { random, randomValues } from './support';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

it.each([1, -1])('direction %i', (sign) => {
  const next = random(8);
  for (let n = 1; n <= 40; n++) {
    const [a, b] = [randomValues(next, n).values, randomValues(next, n).values];
    const [real, imag] = tf.tidy(() => {
      const z = tf.complex(tf.tensor1d(a), tf.tensor1d(b));
      const y = sign === 1 ? tf.fft(z) : tf.ifft(z);
      return [tf.real(y).dataSync(), tf.imag(y).dataSync()];
    });
    for (let k = 0; k < n; k++) {
      let [p, q] = [0, 0];
      for (let i = 0; i < n; i++) {
        const angle = (-sign * 2 * Math.PI * ((i * k) % n)) / n;
        p += a[i]! * Math.cos(angle) - b[i]! * Math.sin(angle);
        q += a[i]! * Math.sin(angle) + b[i]! * Math.cos(angle);
      }
      const scale = sign === 1 ? 1 : 1 / n;
      expect(Math.hypot(real![k]! - p * scale, imag![k]! - q * scale) / scale).toBeLessThan(2e-6 * n);
    }
  }
});
