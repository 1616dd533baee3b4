import { startBackend } from '../demo/backend';
import { serve } from '../demo/serve';
import { plan } from './plan';
import type { Settings } from './settings';

serve(async (settings: Settings) => {
  await startBackend(settings.backend);
  return plan(settings);
});
