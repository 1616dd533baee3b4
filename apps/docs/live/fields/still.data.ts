// The demo's picture and curves before anything is computed in the browser, made at build time by the same code.
import { defineLoader } from 'vitepress';
import { blueToYellow, stretched } from '../demo/colors';
import { initialValues } from '../demo/link';
import { still } from '../demo/still';
import { type Explored, explore } from './explore';
import { fields } from './settings';

type Still = Omit<Explored, 'field'> & { image: string };

declare const data: Still;

export { data };

export default defineLoader({
  watch: ['./*.ts'],
  async load(): Promise<Still> {
    const { field, ...others } = await explore(initialValues(fields));
    return { ...others, image: still('fields', stretched(field), blueToYellow) };
  },
});
