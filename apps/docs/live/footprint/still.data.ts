// The demo's pictures before anything is computed in the browser, made at build time by the same code.
import { initBackend } from '@backdropjs/backend';
import { defineLoader } from 'vitepress';
import { blackToLight, blueToYellow, brightness, stretched } from '../demo/colors';
import { initialValues } from '../demo/link';
import { still } from '../demo/still';
import { computePanels, type Panel } from './panels';
import { fields } from './settings';

interface Still {
  field: string;
  full: string;
  panels: (Omit<Panel, 'gradient'> & { image: string })[];
}

declare const data: Still;

export { data };

export default defineLoader({
  watch: ['./*.ts'],
  async load(): Promise<Still> {
    await initBackend({ backends: ['wasm'] });
    const { field, full, panels } = computePanels(initialValues(fields));
    return {
      field: still('footprint-field', stretched(field), blueToYellow),
      full: still('footprint-full', brightness(full), blackToLight),
      panels: panels.map(({ gradient, ...panel }) => ({
        ...panel,
        image: still(`footprint-${panel.masked.join('-')}`, brightness(gradient), blackToLight),
      })),
    };
  },
});
