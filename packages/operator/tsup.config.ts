import { defineConfig } from 'tsup';
import { packageBuild } from '../../tools/build/tsup';

export default defineConfig(
  packageBuild([
    ...['src/index.ts', 'src/layers.ts', 'src/masks.ts', 'src/noise.ts'],
    'src/non-decomposable.ts',
  ]),
);
