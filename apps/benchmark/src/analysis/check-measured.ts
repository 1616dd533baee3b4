import type { Experiment } from '../experiments/experiment';
import type { RunRecord } from '../records/record';

/**
 * Checks that the records of an arm hold what their experiment measures, and were measured after the same steps.
 *
 * @throws Error naming the record and what is wrong with it.
 */
export function checkMeasured({ name, metrics }: Experiment, records: readonly RunRecord[]): void {
  const [first] = records;
  const measured = (record: RunRecord) =>
    JSON.stringify(record.curve.map((point) => Object.keys(point).sort().concat(String(point.step))));
  const wanted = first && measured(first);
  for (const record of records) {
    const missing = metrics.find((metric) => !Object.hasOwn(record.metrics, metric.name));
    const fault = missing
      ? `lacks the metric ${missing.name}`
      : measured(record) === wanted
        ? undefined
        : `has another learning curve than that of seed ${first!.seed}`;
    if (fault) {
      throw new Error(
        `report: ${name}, arm ${record.arm}, seed ${record.seed}: the record ${record.id} ${fault}; delete its line in ` +
          'records.jsonl to have its run repeated.',
      );
    }
  }
}
