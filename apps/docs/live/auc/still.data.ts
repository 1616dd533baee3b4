// The demo's pictures before anything is computed in the browser, made at build time by the same code.
import { initBackend } from '@backdropjs/backend';
import { defineLoader } from 'vitepress';
import { blueToYellow } from '../demo/colors';
import { initialValues } from '../demo/link';
import { still } from '../demo/still';
import { type Panel, panelOf } from './panels';
import { fields } from './settings';
import { shadesOf } from './shades';
import { compare } from './training';

interface Still {
  panels: (Panel & { image: string })[];
}

declare const data: Still;

export { data };

export default defineLoader({
  watch: ['./*.ts'],
  async load(): Promise<Still> {
    await initBackend({ backends: ['wasm'] });
    const outcome = await compare(initialValues(fields));
    const rounded = (value: number) => Number(value.toFixed(4));
    const panels = outcome.trained.map((trained) => {
      const { auc, ...others } = panelOf(trained, outcome);
      return {
        ...others,
        auc: { train: rounded(auc.train), test: rounded(auc.test) },
        image: still(`auc-${trained.method}`, shadesOf(trained.map), blueToYellow, 4),
      };
    });
    return { panels };
  },
});
