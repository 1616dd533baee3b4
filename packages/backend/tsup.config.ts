import { defineConfig } from 'tsup';
import { packageBuild } from '../../tools/build/tsup';

export default defineConfig(
  packageBuild(['src/index.ts', 'src/layers.ts', 'src/wasm.ts'], {
    // tfjs-core stays a peer, except for its gradients: Node cannot load that entry point (its imports lack extensions).
    noExternal: [/^@tensorflow\/tfjs-core\/dist\//],
  }),
);
