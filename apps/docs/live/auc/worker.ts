import { startBackend } from '../demo/backend';
import type { Values } from '../demo/link';
import { serve } from '../demo/serve';
import type { Curves, fields } from './settings';
import { train } from './training';

serve(async ({ seed, rate, backend }: Values<typeof fields>, report) => {
  await startBackend(backend);
  const curves: Curves = { full: [], masked: [] };
  for (const [id, points] of Object.entries(curves)) {
    await train({ seed, rate: id === 'full' ? 0 : rate }, (point) => {
      points.push(point);
      report(curves);
    });
  }
  return curves;
});
