/** The training procedures an experiment can name; `tasks/index.ts` holds them. */
export type TaskName = 'two-scale' | 'auc-table' | 'auc-cifar10' | 'textures';
