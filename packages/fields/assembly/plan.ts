import { Pass } from './pass';
import { radix2 } from './radix-2';
import { radix3 } from './radix-3';
import { radix4 } from './radix-4';
import { radix5 } from './radix-5';

/** A pass of a {@link Plan}. */
@unmanaged
export class Step {
  radix: i32;
  groups: i32;
  /** See {@link Pass}. */
  twiddles: usize;
}

/** What a transform of one length needs to know; its steps follow. */
@unmanaged
export class Plan {
  size: i32;
  steps: i32;
  /** The twiddle factors of a first step of radix 4 for {@link firstPass}, or 0. */
  firstTwiddles: usize;
  firstStride: usize;
  /** The bytes of an element: 4 or 8. */
  bytes: usize;
}

/** Step i of a plan. */
// @inline
export function step(plan: Plan, i: i32): Step {
  return changetype<Step>(changetype<usize>(plan) + 20 + 12 * (i as usize));
}

/** Runs a pass of any radix. */
export function runPass(radix: i32, pass: Pass): void {
  if (radix === 4) radix4(pass);
  else if (radix === 2) radix2(pass);
  else if (radix === 3) radix3(pass);
  else radix5(pass);
}
