import { initBackend } from '@backdropjs/backend';
import { serve } from '../demo/serve';
import { computePanels } from './panels';

// Plain JavaScript: fast enough for one image, and the same sums for every visitor.
const started = initBackend({ backends: ['cpu'] });

serve(async (settings: Parameters<typeof computePanels>[0]) => {
  await started;
  return computePanels(settings);
});
