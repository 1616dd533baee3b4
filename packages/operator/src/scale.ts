import { checkChoice } from './check';

const scales = ['realized', 'expected', 'none'] as const;

/** What the kept gradients are multiplied by: `total / kept`, `1 / (1 - rate)`, or 1. */
export type MaskScale = (typeof scales)[number];

/** Throws unless `scale` is a known name. */
export function checkScale(caller: string, scale: MaskScale): void {
  checkChoice(caller, 'scale', scale, scales);
}

/** The factor on the gradients of the kept positions. */
export function gradientScale(scale: MaskScale, rate: number, kept: number, total: number): number {
  if (scale === 'realized') return total / kept;
  return scale === 'expected' ? 1 / (1 - rate) : 1;
}
