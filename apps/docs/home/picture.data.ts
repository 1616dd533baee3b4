// The picture of the home page, made at build time by the operator itself.
import { initBackend } from '@backdropjs/backend';
import { defineLoader } from 'vitepress';
import { blackToLight, blueToYellow, brightness, stretched } from '../live/demo/colors';
import { still } from '../live/demo/still';
import { drawField, footprint, type Settings } from '../live/footprint/footprint';
import type { Placement } from '../live/footprint/settings';

interface Panel {
  title: string;
  alt: string;
  /** Its address below the site's base. */
  image: string;
}

declare const data: Panel[];

export { data };

const settings: Settings = { seed: 1, step: 1, label: 1, rates: { fine: 0.8, coarse: 0.8 } };

export default defineLoader({
  watch: ['../live/*/*.ts'],
  async load(): Promise<Panel[]> {
    await initBackend({ backends: ['wasm'] });
    const field = drawField(settings);
    const masked = (title: string, placement: Placement): Panel => ({
      title,
      alt: `The gradient with respect to the image under a ${placement} mask: patches of it, black elsewhere`,
      image: still(
        `home-${placement}`,
        brightness(footprint(field, settings, [placement]).gradient),
        blackToLight,
        3,
      ),
    });
    return [
      {
        title: 'image',
        alt: 'A random field with structure on two scales',
        image: still('home-field', stretched(field), blueToYellow, 3),
      },
      masked('fine mask', 'fine'),
      masked('coarse mask', 'coarse'),
    ];
  },
});
