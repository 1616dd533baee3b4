export { valueAndGradAsync, variableGradsAsync } from './tfjs/async';
export { toTfjsOperator } from './tfjs/operator';
export type { TargetColumn, ToTfjsOptions } from './tfjs/read';
export { type TfjsLoss, toTfjs } from './tfjs/to-tfjs';
