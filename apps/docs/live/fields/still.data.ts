// The demo's picture and curves before anything is computed in the browser, made at build time by the same code.
import { defineLoader } from 'vitepress';
import { blueToYellow, stretched } from '../demo/colors';
import { initialValues } from '../demo/link';
import { still } from '../demo/still';
import { type Explored, explore, type Lag } from './explore';
import { fields } from './settings';

/** Without times, which would make each build another. */
type Still = Omit<Explored, 'field' | 'milliseconds'> & { image: string };

declare const data: Still;

export { data };

export default defineLoader({
  watch: ['./*.ts'],
  async load(): Promise<Still> {
    const { field, lags, milliseconds: _, ...others } = await explore(initialValues(fields));
    const rounded = (value: number) => Number(value.toFixed(4));
    const short = ({ distance, model, mean, standardError }: Lag): Lag => ({
      distance,
      model: rounded(model),
      mean: rounded(mean),
      standardError: rounded(standardError!),
    });
    return { ...others, lags: lags.map(short), image: still('fields', stretched(field), blueToYellow) };
  },
});
