import { key, normal, permutation } from '@backdropjs/random';
import { log } from '@backdropjs/random/math';

export async function random() {
  return { normal: [...normal(key(1), 3)], permutation: [...permutation(key(1), 8)], log: [log(10)] };
}
