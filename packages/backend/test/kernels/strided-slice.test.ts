import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { Draw } from '../sweep/draw';

/** One axis of x[3, ::2, :]: the indices it takes, and whether the axis goes. */
interface Pick {
  indices: number[];
  begin: number;
  end: number;
  stride: number;
  shrinks: boolean;
}

function pick(draw: Draw, size: number): Pick {
  const stride = draw.one([1, 2, 3, -1, -2]);
  if (draw.chance(0.4)) {
    const at = draw.integer(0, size - 1);
    return { indices: [at], begin: draw.chance(0.5) ? at : at - size, end: 0, stride: 1, shrinks: true };
  }
  const [begin, end] = [draw.integer(0, size - 1), draw.integer(0, size - 1)];
  const indices: number[] = [];
  for (let i = begin; stride > 0 ? i < end : i > end; i += stride) indices.push(i);
  return { indices, begin, end, stride, shrinks: false };
}

describe.each<BackendName>(['cpu', 'wasm'])('on %s', (backend) => {
  it('single indices beside ranges pick the values that their axes name', async () => {
    await initBackend({ backends: [backend] });
    for (let seed = 0; seed < 150; seed++) {
      const draw = new Draw(seed);
      const shape = draw.many(draw.integer(1, 4), () => draw.integer(1, 6));
      const picks = shape.map((size) => pick(draw, size));
      const strides = tf.util.computeStrides(shape).concat(1);
      let places = [0];
      picks.forEach(({ indices }, axis) => {
        places = places.flatMap((place) => indices.map((i) => place + i * strides[axis]!));
      });
      const mask = picks.reduce((bits, { shrinks }, axis) => bits | (Number(shrinks) << axis), 0);
      const [begins, ends, steps] = (['begin', 'end', 'stride'] as const).map((name) =>
        picks.map((of) => of[name]),
      );
      const x = tf.range(0, tf.util.sizeFromShape(shape));
      const reshaped = tf.reshape(x, shape);
      const before = tf.memory().numTensors;
      const y = tf.stridedSlice(reshaped, begins!, ends!, steps!, 0, 0, 0, 0, mask);
      expect(tf.memory().numTensors).toBe(before + 1);
      expect(y.shape).toEqual(picks.filter(({ shrinks }) => !shrinks).map(({ indices }) => indices.length));
      expect([...y.dataSync()], `seed ${seed}`).toEqual(places);
      tf.dispose([x, reshaped, y]);
    }
  });
});
