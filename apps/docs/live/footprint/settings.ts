import { choice, integer, number, seed } from '../demo/link';

/** Width and height of the images. */
export const size = 64;

/** Where masks may be placed: after which convolution, how many positions a side, and what a position sees. */
export const placements = {
  fine: { after: 2, positions: 16, receptiveField: 7, stride: 4 },
  coarse: { after: 4, positions: 4, receptiveField: 19, stride: 16 },
} as const;

export type Placement = keyof typeof placements;

/** The four classes of fields: label = 2 * index of the coarse length + index of the fine length. */
export const correlationLengths = { fine: [1.5, 2.5], coarse: [6, 10] };

/** The classes, by label, in words. */
export const classes = correlationLengths.coarse.flatMap((coarse) =>
  correlationLengths.fine.map((fine) => `${fine} px and ${coarse} px`),
);

const rate = number(0.8, [0, 0.95]);

/** What the visitor chooses. The masks of the first step keep about as many positions as one expects. */
export const fields = {
  seed: seed(1),
  step: integer(1, [0, 1_000_000]),
  label: choice('1', ['0', '1', '2', '3']),
  fine: rate,
  coarse: rate,
  average: choice('1', ['1', '10', '60', '400']),
};
