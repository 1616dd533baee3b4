// Of all that operator/layers holds, this alone needs no TensorFlow.js: the source itself is asked.
import { type RateSchedule, scheduledRate } from '../../../../packages/operator/src/rate-schedule';

export { scheduledRate };

/** What the visitor chooses. */
export interface ScheduleSettings {
  readonly schedule: RateSchedule['schedule'];
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly factor: number;
}

/** The schedules, and which of the numbers each of them takes; a third of the steps is one stretch. */
export const schedules = {
  constant: ['from'],
  linear: ['from', 'to', 'steps'],
  cosine: ['from', 'to', 'steps'],
  step: ['from', 'factor', 'steps'],
  piecewise: ['from', 'to', 'steps'],
} as const satisfies Record<RateSchedule['schedule'], readonly (keyof ScheduleSettings)[]>;

/** The schedule as it is written in a program. */
export function scheduleOf({ schedule, from, to, steps, factor }: ScheduleSettings): RateSchedule {
  switch (schedule) {
    case 'constant':
      return { schedule, rate: from };
    case 'linear':
    case 'cosine':
      return { schedule, from, to, steps };
    case 'step':
      return { schedule, from, factor, every: Math.ceil(steps / 3) };
    case 'piecewise':
      return { schedule, boundaries: [Math.ceil(steps / 3), steps], rates: [from, (from + to) / 2, to] };
  }
}
