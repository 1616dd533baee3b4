import { defineConfig } from 'tsup';
import { packageBuild } from '../../tools/build/tsup';

export default defineConfig(packageBuild(['src/index.ts', 'src/condition.ts', 'src/files.ts']));
