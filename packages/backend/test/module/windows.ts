import type { Window } from './oracle';
import type { Random } from './random';

/** Fields of a gradient kernel that looks at every row. */
export const everyRow = { rows: 0, rowCount: 0, compact: 0 };

/** Fields of `prepare` without relu and bias. */
export const noMask = { activated: 0, bias: 0 };

/** Completes a window: output sizes follow from the rest, for padding given at all four sides. */
export function windowOf(
  given: Omit<Window, 'outputHeight' | 'outputWidth'> & { padBottom: number; padRight: number },
): Window {
  const size = (input: number, pad: number, filter: number, dilation: number, stride: number) =>
    Math.max(0, Math.floor((input + pad - (filter - 1) * dilation - 1) / stride) + 1);
  const { padBottom, padRight, ...rest } = given;
  return {
    ...rest,
    outputHeight: size(
      given.inputHeight,
      given.padTop + padBottom,
      given.filterHeight,
      given.dilationHeight,
      given.strideHeight,
    ),
    outputWidth: size(
      given.inputWidth,
      given.padLeft + padRight,
      given.filterWidth,
      given.dilationWidth,
      given.strideWidth,
    ),
  };
}

/** A random small window with at least one output position. */
export function randomWindow(random: Random): Window {
  for (;;) {
    const channels = random.pick([1, 1, 2, 3, 4, 5, 8, 12, 32]);
    const filterHeight = random.integer(1, 5);
    const filterWidth = random.integer(1, 5);
    const dilationHeight = random.pick([1, 1, 1, 2, 3]);
    const dilationWidth = random.pick([1, 1, 1, 2]);
    const w = windowOf({
      batch: random.integer(1, 3),
      inputHeight: random.integer(1, 14),
      inputWidth: random.integer(1, 14),
      inputChannels: channels,
      outputChannels: random.pick([1, 2, 4, 7, 8, 9, 16, 32]),
      filterHeight,
      filterWidth,
      strideHeight: random.integer(1, 3),
      strideWidth: random.integer(1, 3),
      dilationHeight,
      dilationWidth,
      padTop: random.integer(0, (filterHeight - 1) * dilationHeight),
      padBottom: random.integer(0, (filterHeight - 1) * dilationHeight),
      padLeft: random.integer(0, (filterWidth - 1) * dilationWidth),
      padRight: random.integer(0, (filterWidth - 1) * dilationWidth),
    });
    if (w.outputHeight > 0 && w.outputWidth > 0) return w;
  }
}
