import { defineConfig } from 'tsup';

export default defineConfig({
  // The thread is an entry of its own: the pool starts it by its file name, beside the command.
  entry: { cli: 'src/cli.ts', thread: 'src/runner/thread.ts' },
  format: ['esm'],
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  clean: true,
});
