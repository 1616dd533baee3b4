export { drawBernoulli } from './draw-bernoulli';
