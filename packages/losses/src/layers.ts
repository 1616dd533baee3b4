export {
  evaluateMetrics,
  type Metrics,
  type MetricsCallbackOptions,
  type MetricsOptions,
  metricsCallback,
} from './layers/metrics-callback';
export { skipUndefinedBatches } from './layers/skip-undefined-batches';
export {
  asDataset,
  type BatchDataset,
  type StratifiedDatasetOptions,
  stratifiedDataset,
} from './layers/stratified-dataset';
