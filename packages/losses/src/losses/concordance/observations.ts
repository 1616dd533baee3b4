/**
 * Observations by rising time, in groups whose first positions (and the end) `starts` holds; all of a group are events (1) or
 * none (0). The gradient of sums over them is added to `grad`.
 */
export interface Observations {
  readonly beta: number;
  readonly scores: Float64Array;
  readonly weights: Float64Array;
  readonly events: Float64Array;
  readonly starts: Uint32Array;
  readonly grad: Float64Array;
}

/** The comparisons of events with items of later groups, both among the groups from `first` up to `last`. */
export type CompareGroups = (first: number, last: number) => number;
