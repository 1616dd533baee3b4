import { serve } from '../demo/serve';
import { explore } from './explore';

serve(explore);
