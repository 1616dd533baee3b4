import type { Values } from '../demo/link';
import { averageFootprint, drawField, type Footprint, footprint, type Settings } from './footprint';
import type { fields, Placement } from './settings';

/** The gradient under some masks. */
export interface Panel extends Footprint {
  title: string;
  masked: readonly Placement[];
  /** Pixels where the gradient is not zero. */
  reached: number;
}

/** What the demo shows. */
export interface Panels {
  /** Of the first mask. */
  step: number;
  /** How many steps' gradients were averaged. */
  average: number;
  field: Float32Array;
  /** The gradient without masks, which the average over masks tends to. */
  full: Float32Array;
  panels: Panel[];
}

const titles = [
  ['Fine mask', ['fine']],
  ['Coarse mask', ['coarse']],
  ['Both masks', ['fine', 'coarse']],
] as const;

/** Computes what the demo shows. Of an average no kept positions are told: each step keeps others. */
export function computePanels(values: Values<typeof fields>): Panels {
  const { seed, step, label, fine, coarse } = values;
  const average = Number(values.average);
  const settings: Settings = { seed, step, label: Number(label), rates: { fine, coarse } };
  const field = drawField(settings);
  const panels = titles.map(([title, masked]): Panel => {
    const { gradient, kept } =
      average === 1
        ? footprint(field, settings, masked)
        : { gradient: averageFootprint(field, settings, masked, average), kept: [] };
    return { title, masked, gradient, kept, reached: gradient.filter((value) => value > 0).length };
  });
  return { step, average, field, full: footprint(field, settings, []).gradient, panels };
}
