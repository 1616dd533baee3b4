import { defineConfig } from 'tsup';
import { relativeMaps } from '../../tools/build/relative-maps';

export default defineConfig({
  entry: ['src/index.ts', 'src/tfjs.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  // One copy of LossInputError for both entries, in CommonJS too.
  splitting: true,
  target: 'es2022',
  dts: true,
  sourcemap: true,
  clean: true,
  plugins: [relativeMaps],
});
