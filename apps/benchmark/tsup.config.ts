import { defineConfig } from 'tsup';

export default defineConfig({
  // The worker is an entry of its own: the pool starts it by its file name, beside the command.
  entry: ['src/cli.ts', 'src/worker.ts'],
  format: ['esm'],
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  clean: true,
});
