// In one place, as the demos are: a page of the reference loads none of them before a visitor turns to its plot.
import { onDemand } from '../demo/on-demand';

export const CovariancePlot = onDemand(() => import('./CovariancePlot.vue'));
export const HistogramPlot = onDemand(() => import('./HistogramPlot.vue'));
export const SchedulePlot = onDemand(() => import('./SchedulePlot.vue'));
export const ScoresPlot = onDemand(() => import('./ScoresPlot.vue'));
export const SoftRankPlot = onDemand(() => import('./SoftRankPlot.vue'));
export const SurrogatePlot = onDemand(() => import('./SurrogatePlot.vue'));
