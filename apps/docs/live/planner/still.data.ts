// The demo's picture and plan before anything is computed in the browser, made at build time by the same code.
import { initBackend } from '@backdropjs/backend';
import { defineLoader } from 'vitepress';
import { blueToYellow, stretched } from '../demo/colors';
import { initialValues } from '../demo/link';
import { still } from '../demo/still';
import { type Plan, plan } from './plan';
import { fields } from './settings';

/** Without times, which would make each build another. */
type Still = Omit<Plan, 'image' | 'milliseconds'> & { image: string };

declare const data: Still;

export { data };

export default defineLoader({
  watch: ['./*.ts'],
  async load(): Promise<Still> {
    await initBackend({ backends: ['wasm'] });
    const { image, milliseconds: _, noise, ...others } = await plan(initialValues(fields));
    return {
      ...others,
      noise: noise.map(({ weight, value }) => ({ weight, value: Number(value.toFixed(3)) })),
      image: still('planner', stretched(image), blueToYellow, 2),
    };
  },
});
