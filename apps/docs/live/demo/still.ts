import { mkdirSync, writeFileSync } from 'node:fs';
import { encode } from 'fast-png';
import { type Color, colorAt } from './colors';

/** Among the files that are served as they are; the build copies them after it ran the loaders of data. */
const folder = new URL('../../public/stills/', import.meta.url);

/**
 * Writes numbers in [0, 1] of a square as a picture, for a still made at build time.
 *
 * @param side - pixels a side for each number, so that the picture stays sharp when it is scaled
 * @returns its address below the site's base
 */
export function still(name: string, shades: Float32Array, ramp: readonly Color[], side = 1): string {
  const size = Math.sqrt(shades.length);
  const width = size * side;
  const pixels = new Uint8Array(3 * width * width);
  for (let i = 0; i < width * width; i++) {
    const [row, column] = [Math.floor(i / width / side), Math.floor((i % width) / side)];
    pixels.set(colorAt(ramp, shades[row * size + column]!), 3 * i);
  }
  return writeStill(`${name}.png`, encode({ width, height: width, data: pixels, channels: 3 }));
}

/** @returns the file's address below the site's base */
export function writeStill(file: string, content: Uint8Array | string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(file, folder), content);
  return `/stills/${file}`;
}
