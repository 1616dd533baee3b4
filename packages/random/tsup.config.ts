import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', math: 'src/math/index.ts', unchecked: 'src/unchecked.ts' },
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  sourcemap: true,
  clean: true,
});
