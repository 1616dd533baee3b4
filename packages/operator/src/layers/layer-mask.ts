import { foldIn, key } from '@backdropjs/random';
import type { BackdropOptions } from '../backdrop';
import { isNumber, isText, refuse } from '../check';
import { drawWeights, type MaskFunction } from '../mask';
import { atStep } from '../masks/at-step';
import { checkRateOrSchedule, type RateSchedule, rateAt } from '../rate-schedule';
import { checkScale, type MaskScale } from '../scale';
import { clearingTape } from '../tape';
import { type AxisName, numberedAxes } from './axes';
import { type MaskSpec, maskOf } from './register-mask';

/** What a layer draws its masks from at each step. */
export interface LayerMaskConfig {
  /** Chance in [0, 1) that a position is dropped: a number, or a schedule over the layer's steps. Not with `mask`. */
  rate?: number | RateSchedule | undefined;
  /** Another mask, registered with {@link registerMask}: `{ name, … }`, in place of `rate` and `scale`. */
  mask?: MaskSpec | undefined;
  /** Axes along which positions are weighed one by one: numbers, negative from the end, or names. */
  axes: readonly (number | AxisName)[];
  /** A safe integer. Layers with the same seed and the same number of positions draw the same masks. */
  seed: number;
  /** Factor on the gradients that a mask of a `rate` keeps; `'realized'` by default. */
  scale?: MaskScale | undefined;
}

/** A checked configuration. */
export interface LayerMask {
  readonly axes: number[];
  /** The options of `backdrop` at a step. */
  at(step: number): BackdropOptions;
}

/** Checks a configuration, as far as can be told before there is a tensor. */
export function layerMask(caller: string, config: LayerMaskConfig): LayerMask {
  const { rate, mask, seed, scale } = config;
  const axes = numberedAxes(caller, config.axes);
  if (!Number.isSafeInteger(seed)) {
    const remedy = 'tf.layers does not store other seeds faithfully';
    refuse(caller, 'seed must be a safe integer', seed, isNumber, remedy);
  }
  if (mask === undefined) {
    checkRateOrSchedule(caller, rate);
    checkScale(caller, scale ?? 'realized');
    // A copy: what the caller does with the schedule does not change the layer.
    const schedule = structuredClone(rate);
    return {
      axes,
      at: (step) => ({ rate: rateAt(schedule, step), axes, scale, key: foldIn(key(seed), step) }),
    };
  }
  const other = [rate && 'rate', scale && 'scale'].find(Boolean);
  if (other) refuse(caller, 'mask must come without rate and scale', other, isText);
  const draw = maskOf(caller, mask);
  // It draws in the backward pass, which is tf.layers' own.
  const cleared: MaskFunction = (positions, stepKey) =>
    clearingTape(() => drawWeights(caller, draw, positions, stepKey));
  return { axes, at: (step) => ({ axes, mask: atStep(cleared, step), key: key(seed) }) };
}
