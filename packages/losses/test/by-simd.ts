import { useSimd } from '@backdropjs/losses/simd';
import { faster } from '../src/core/faster';

/** What a function returns while the losses of two sets of vectors compute by SIMD. */
export function bySimd<T>(run: () => T): T {
  if (!useSimd()) throw new Error('no SIMD here');
  try {
    return run();
  } finally {
    for (const name of Object.keys(faster)) delete faster[name as keyof typeof faster];
  }
}
