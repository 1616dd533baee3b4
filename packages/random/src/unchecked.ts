export { drawBernoulli } from './draw-bernoulli';
export { drawNormal } from './draw-normal';
export { fold } from './fold-in';
