import { startBackend } from '../demo/backend';
import { serve } from '../demo/serve';
import type { Settings } from './settings';
import { compare } from './training';

serve(async (settings: Settings, report) => {
  await startBackend(settings.backend);
  return compare(settings, report);
});
