/** The plots of plots.ts, and the names of the reference on whose pages they stand. */
const plots = {
  SurrogatePlot: ['losses/pairwiseAucLoss', 'losses/partialAucLoss', 'losses/multiclassAucLoss'],
  ScoresPlot: ['losses/rocCurve', 'losses/precisionRecallCurve', 'losses/rocAuc', 'losses/averagePrecision'],
  SoftRankPlot: ['losses/softRank'],
  SchedulePlot: ['operator/scheduledRate'],
  HistogramPlot: ['random/uniform', 'random/normal', 'random/bernoulli'],
  CovariancePlot: [
    ...['fields/squaredExponential', 'fields/exponential', 'fields/spherical', 'fields/cubic'],
    ...['fields/matern', 'fields/stable', 'fields/cauchy', 'fields/rationalQuadratic'],
    ...['fields/covariance', 'fields/sum', 'fields/nugget', 'fields/powerSpectrum'],
  ],
} as const satisfies Record<string, readonly string[]>;

/** Those that show one of several things, and are told which. */
const isNamed = (plot: string) => plot === 'HistogramPlot' || plot === 'CovariancePlot';

/** All names that have a plot. */
export const plotted: readonly string[] = Object.values(plots).flat();

/** The plot of a name, `losses/rocAuc`, as Markdown of its page; undefined where there is none. */
export function plotOf(name: string): string | undefined {
  const [plot] = Object.entries<readonly string[]>(plots).find(([, names]) => names.includes(name)) ?? [];
  if (plot === undefined) return undefined;
  const given = isNamed(plot) ? ` name="${name.split('/')[1]}"` : '';
  return `<script setup>\nimport { ${plot} } from '../../live/plots/plots';\n</script>\n\n<${plot}${given} />`;
}
