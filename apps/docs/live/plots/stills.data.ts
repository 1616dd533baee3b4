// The fields that stand on the pages of the models before anything is computed in the browser.
import { defineLoader } from 'vitepress';
import { blueToYellow, stretched } from '../demo/colors';
import { still } from '../demo/still';
import { field, initialSettings, type ModelName, modelOf, models } from './covariance';

declare const data: Record<ModelName, string>;

export { data };

export default defineLoader({
  watch: ['./covariance.ts'],
  async load(): Promise<Record<ModelName, string>> {
    const names = Object.keys(models) as ModelName[];
    const stills = names.map(async (name) => {
      const settings = initialSettings(name);
      const values = await field(modelOf(name, settings), settings.seed);
      return [name, still(`plot-${name}`, stretched(values), blueToYellow)] as const;
    });
    return Object.fromEntries(await Promise.all(stills)) as Record<ModelName, string>;
  },
});
