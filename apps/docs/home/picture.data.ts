// The picture of the home page, made at build time by the operator itself.
import { initBackend } from '@backdropjs/backend';
import { encode } from 'fast-png';
import { defineLoader } from 'vitepress';
import { blackToLight, blueToYellow, brightness, type Color, colorAt, stretched } from '../live/colors';
import { drawField, footprint, type Placement, type Settings, size } from '../live/footprint';

interface Panel {
  title: string;
  alt: string;
  /** A data URL. */
  image: string;
}

declare const data: Panel[];

export { data };

const settings: Settings = { seed: 1, step: 1, label: 1, rates: { fine: 0.8, coarse: 0.8 } };

/** Each value as a square of `side` pixels, so that the picture stays sharp when it is scaled. */
function png(shades: Float32Array, ramp: readonly Color[], side = 3): string {
  const width = size * side;
  const pixels = new Uint8Array(3 * width * width);
  for (let i = 0; i < width * width; i++) {
    const [row, column] = [Math.floor(i / width / side), Math.floor((i % width) / side)];
    pixels.set(colorAt(ramp, shades[row * size + column]!), 3 * i);
  }
  const file = encode({ width, height: width, data: pixels, channels: 3 });
  return `data:image/png;base64,${Buffer.from(file).toString('base64')}`;
}

export default defineLoader({
  watch: ['../live/*.ts'],
  async load(): Promise<Panel[]> {
    await initBackend({ backends: ['cpu'] });
    const field = drawField(settings);
    const masked = (title: string, placement: Placement): Panel => ({
      title,
      alt: `The gradient with respect to the image under a ${placement} mask: patches of it, black elsewhere`,
      image: png(brightness(footprint(field, settings, [placement]).gradient), blackToLight),
    });
    return [
      {
        title: 'image',
        alt: 'A random field with structure on two scales',
        image: png(stretched(field), blueToYellow),
      },
      masked('fine mask', 'fine'),
      masked('coarse mask', 'coarse'),
    ];
  },
});
