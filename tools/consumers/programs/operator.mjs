import { backdrop } from '@backdropjs/operator';
import { key } from '@backdropjs/random';
import '@tensorflow/tfjs-backend-cpu';
import { grad, ones, setBackend } from '@tensorflow/tfjs-core';

export async function operator() {
  await setBackend('cpu');
  const gradient = grad((x) => backdrop(x, { rate: 0.5, axes: [1], key: key(1) }));
  return { gradient: [...(await gradient(ones([2, 6]), ones([2, 6])).data())] };
}
