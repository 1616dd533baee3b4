export type Color = readonly [red: number, green: number, blue: number];

/** Colors at equal steps from 0 to 1, of even lightness steps: for fields. */
export const blueToYellow: readonly Color[] = [
  [28, 36, 92],
  [42, 86, 140],
  [58, 140, 152],
  [122, 190, 132],
  [245, 226, 130],
];

/** Black for exactly zero, through red and orange to pale yellow: for magnitudes. */
export const blackToLight: readonly Color[] = [
  [0, 0, 0],
  [80, 18, 90],
  [182, 48, 84],
  [245, 128, 50],
  [253, 246, 190],
];

/** The color at `t` in [0, 1] of a ramp. */
export function colorAt(ramp: readonly Color[], t: number): Color {
  const position = Math.min(Math.max(t, 0), 1) * (ramp.length - 1);
  const below = ramp[Math.floor(position)]!;
  const above = ramp[Math.ceil(position)]!;
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(below[channel] + (above[channel] - below[channel]) * (position % 1));
  return [mix(0), mix(1), mix(2)];
}

/** Paints numbers in [0, 1], row-major, one pixel each, on a square canvas; without an object for each, which takes ten times as long. */
export function paint(canvas: HTMLCanvasElement, shades: Float32Array, ramp: readonly Color[]): void {
  const side = Math.sqrt(shades.length);
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(side, side);
  const { data } = image;
  for (let i = 0; i < shades.length; i++) {
    const position = Math.min(Math.max(shades[i]!, 0), 1) * (ramp.length - 1);
    const below = ramp[Math.floor(position)]!;
    const above = ramp[Math.ceil(position)]!;
    for (let channel = 0; channel < 3; channel++) {
      data[4 * i + channel] = below[channel]! + (above[channel]! - below[channel]!) * (position % 1);
    }
    data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** From 0 for the lowest value to 1 for the highest. */
export function stretched(given: Float32Array | Uint8Array): Float32Array {
  const values = Float32Array.from(given);
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return values.map((value) => (value - low) / (high - low));
}

/** The square root shows weak gradients; zero stays zero, and `highest` is the end of the scale. */
export function brightness(gradient: Float32Array, highest = highestOf(gradient)): Float32Array {
  return gradient.map((value) => (highest > 0 ? Math.sqrt(value / highest) : 0));
}

export const highestOf = (values: Float32Array) => values.reduce((a, b) => Math.max(a, b));
