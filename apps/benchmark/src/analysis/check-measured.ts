import { fail } from '../check';
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
    const must = (constraint: string, got: string) =>
      fail(
        'report',
        `the record ${record.id} of ${name}, arm ${record.arm}, seed ${record.seed}, must ${constraint}`,
        got,
        'delete its line in records.jsonl to have its run repeated',
      );
    if (missing) must(`have the metric ${missing.name}`, Object.keys(record.metrics).join(', ') || 'none');
    if (measured(record) !== wanted)
      must(`have measured what that of seed ${first!.seed} has`, 'another learning curve');
  }
}
