import type { AucCifar10Config } from './auc-cifar10/config';
import type { AucTableConfig } from './auc-table/config';
import type { TextureHalvesConfig } from './texture-halves/config';
import type { TexturesConfig } from './textures/config';
import type { TwoScaleConfig } from './two-scale/config';

/** The training procedures an experiment can name, and the settings of each; `tasks/index.ts` holds them. */
export interface TaskConfigs {
  'two-scale': TwoScaleConfig;
  'auc-table': AucTableConfig;
  'auc-cifar10': AucCifar10Config;
  textures: TexturesConfig;
  'texture-halves': TextureHalvesConfig;
}

export type TaskName = keyof TaskConfigs;

/** What a setting of a run can be. */
export type ConfigValue = number | string | boolean | null | readonly number[];
