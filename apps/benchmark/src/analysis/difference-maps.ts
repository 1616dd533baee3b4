import type { DifferenceMap, Experiment } from '../experiments/experiment';
import { type Comparison, compareArms, type RecordsByArm } from './compare-arms';
import { isSaturated } from './saturation';
import { type ArmMeans, bestOf, type Edge, edgeOf } from './treatments';

export interface MapSummary extends Omit<DifferenceMap, 'cells'> {
  cells: MapCell[];
}

/** The best of a cell's arms minus the best of its base's, both chosen on the seeds that are compared. */
export interface MapCell {
  row: string;
  column: string;
  comparison: Comparison;
  /** Of the base's best arm. */
  baseMean: number;
  /** Whether that leaves next to no room for a gain. */
  saturated: boolean;
  edges: { arm: Edge | undefined; base: Edge | undefined };
}

/** The experiment's maps with the cells that have results. */
export function summarizeMaps(
  experiment: Experiment,
  arms: readonly ArmMeans[],
  records: RecordsByArm,
): MapSummary[] {
  const metric = experiment.metrics[0];
  const byName = new Map(arms.map((arm) => [arm.arm, arm]));
  const bestAmong = (names: readonly string[]) => {
    const found = names.flatMap((name) => byName.get(name) ?? []);
    return found.length > 0 ? bestOf(found, metric) : undefined;
  };
  return (experiment.maps ?? []).flatMap(({ title, rows, columns, cells }) => {
    const compared = cells.flatMap((cell): MapCell[] => {
      const [arm, base] = [bestAmong(cell.arms), bestAmong(cell.base)];
      if (arm === undefined || base === undefined) return [];
      const comparison = compareArms(records, { arm: arm.arm, base: base.arm, metric: metric.name });
      if (!comparison) return [];
      const edges = {
        arm: edgeOf(experiment, cell.arms, arm.arm),
        base: edgeOf(experiment, cell.base, base.arm),
      };
      const baseMean = base.metrics[metric.name]!.mean;
      const saturated = isSaturated(metric, baseMean);
      return [{ row: cell.row, column: cell.column, comparison, baseMean, saturated, edges }];
    });
    return compared.length > 0 ? [{ title, rows, columns, cells: compared }] : [];
  });
}
