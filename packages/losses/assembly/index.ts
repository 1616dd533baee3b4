export { multiply } from './multiply';
export { pull } from './pull';
export { squares } from './squares';
