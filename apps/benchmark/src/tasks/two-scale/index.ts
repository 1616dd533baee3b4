// The whole of a two-scale run, from settings and a seed to what is measured: free of Node, so that a page can repeat a record.
export type { TwoScaleConfig } from './config';
export { drawTrainingSet } from './data';
export { runTwoScaleJob } from './job';
