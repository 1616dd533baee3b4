// The demo's curves before anything is computed in the browser, made at build time by the same code.
import { initBackend } from '@backdropjs/backend';
import { defineLoader } from 'vitepress';
import { type Curves, fields, type TrainingPoint } from './settings';
import { train } from './training';

declare const data: Curves;

export { data };

export default defineLoader({
  watch: ['./*.ts'],
  async load(): Promise<Curves> {
    await initBackend({ backends: ['cpu'] });
    const curves: Curves = { full: [], masked: [] };
    const seed = fields.seed.initial;
    await train({ seed, rate: 0 }, (point) => curves.full.push(point));
    await train({ seed, rate: fields.rate.initial }, (point) => curves.masked.push(point));
    const rounded = (value: number) => Number(value.toFixed(3));
    const short = ({ step, train, test }: TrainingPoint) => ({
      step,
      train: rounded(train),
      test: rounded(test),
    });
    return { full: curves.full.map(short), masked: curves.masked.map(short) };
  },
});
