import { defineConfig } from 'tsup';
import { packageBuild } from '../../tools/build/tsup';

export default defineConfig(
  packageBuild({ index: 'src/index.ts', math: 'src/math/index.ts', unchecked: 'src/unchecked.ts' }),
);
