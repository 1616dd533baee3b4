import { cosTurns, sinTurns } from '@backdropjs/random/math';
import { radices } from './factors';

/** One pass of a transform: `radix` interleaved parts are combined. */
export interface Pass {
  readonly radix: number;
  /**
   * How many groups of butterflies share a set of twiddle factors: the length left to transform over the
   * radix.
   */
  readonly groups: number;
  /** For group p the factors exp(-2 pi i p k / (radix groups)), k = 1, ..., radix - 1, as cosine and sine. */
  readonly twiddles: Float64Array;
}

/** What a transform of one length needs to know. */
export interface Plan {
  readonly size: number;
  readonly passes: readonly Pass[];
}

/** Plans transforms of a length that {@link radices} can factor. */
export function createPlan(size: number): Plan {
  let length = size;
  const passes = radices(size)!.map((radix) => {
    const groups = length / radix;
    const twiddles = new Float64Array(groups * (radix - 1) * 2);
    let at = 0;
    for (let p = 0; p < groups; p++) {
      for (let k = 1; k < radix; k++) {
        const turns = ((p * k) % length) / length;
        twiddles[at++] = cosTurns(turns);
        twiddles[at++] = -sinTurns(turns);
      }
    }
    length = groups;
    return { radix, groups, twiddles };
  });
  return { size, passes };
}
