export { exp } from './exp';
export { log } from './log';
export { cosTurns, sinTurns } from './sin-cos';
