import { z } from 'zod';
import { fail, refuse } from '../check';
import type { Run } from '../experiments/run-list';
import { runId } from '../records/identity';

/** The most characters of a name; longer ones are no names of ours. */
const longest = 200;

const name = z.string().min(1).max(longest);

/** What a job of the queue must hold. */
const shape = z.object({
  id: name,
  experiment: name,
  preset: name,
  arm: name,
  task: name,
  seed: z.int().min(0).max(0xffffffff),
  config: z.record(
    name,
    z.union([z.number(), z.string().max(longest), z.boolean(), z.null(), z.array(z.number())]),
  ),
});

/**
 * Takes the data of a job for a run. Anybody may put something into the queue of a shared Redis.
 *
 * @throws TypeError for another shape, RangeError for an id that is not that of its settings: no machine can do it.
 */
export function checkJob(data: unknown): Run {
  const { data: run, error } = shape.safeParse(data);
  if (!run) {
    const [issue] = error.issues;
    const where = issue!.path.map(String).join('.').slice(0, longest) || 'kind';
    const got = `one whose ${where} is not as it must be (${issue!.message})`;
    fail('checkJob', 'a job of the queue must be a run', got, 'it is set aside', { kind: TypeError });
  }
  const id = runId(run);
  if (run.id !== id) {
    refuse(
      'checkJob',
      `the id of a run in the queue must be that of its settings, ${id}`,
      run.id,
      'it is set aside',
    );
  }
  return run as Run;
}
