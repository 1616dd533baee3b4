export { type ListBatchOptions, listBatches } from './batches/list-batches';
export { type BatchOptions, type BatchPlan, stratifiedBatches } from './batches/stratified-batches';
