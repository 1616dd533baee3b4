import { defineConfig } from 'tsup';
import { relativeMaps } from '../../tools/build/relative-maps';

export default defineConfig({
  entry: ['src/index.ts', 'src/layers.ts', 'src/wasm.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  sourcemap: true,
  clean: true,
  plugins: [relativeMaps],
  splitting: true,
  // tfjs-core stays a peer, except for its gradients: Node cannot load that entry point (its imports lack extensions).
  noExternal: [/^@tensorflow\/tfjs-core\/dist\//],
});
