export { exp } from './exp';
export { expm1 } from './expm1';
export { log } from './log';
export { log1p } from './log1p';
export { cosTurns, sinTurns } from './sin-cos';
