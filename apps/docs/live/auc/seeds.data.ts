// What 20 seeds came to, of which a test trains some again.
import { readFileSync } from 'node:fs';
import { defineLoader } from 'vitepress';
import { type Difference, differencesOf } from './panels';

type Data = Record<'clouds' | 'xor', Difference[]>;

declare const data: Data;

export { data };

export default defineLoader({
  watch: ['./seeds.json'],
  load(): Data {
    const { clouds, xor } = JSON.parse(readFileSync(new URL('seeds.json', import.meta.url), 'utf8'));
    return { clouds: differencesOf(clouds), xor: differencesOf(xor) };
  },
});
