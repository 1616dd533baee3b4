export { type Conditioned, type ConditionOptions, condition } from './condition/condition';
