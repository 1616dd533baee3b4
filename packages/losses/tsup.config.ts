import { defineConfig } from 'tsup';
import { packageBuild } from '../../tools/build/tsup';

export default defineConfig(
  packageBuild([
    'src/index.ts',
    'src/tfjs.ts',
    'src/batches.ts',
    'src/evaluation.ts',
    'src/layers.ts',
    'src/ranking.ts',
    'src/simd.ts',
  ]),
);
