import { z } from 'zod';
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
 * @throws Error for what no machine can do: another shape, or an id that is not that of its settings.
 */
export function checkJob(data: unknown): Run {
  const { data: run, error } = shape.safeParse(data);
  if (!run) {
    const [issue] = error.issues;
    const where = issue!.path.map(String).join('.').slice(0, longest) || 'it';
    throw new Error(`A job of the queue is no run: ${where} is not as it must be (${issue!.message}).`);
  }
  const id = runId(run);
  if (run.id !== id) {
    throw new Error(`A job of the queue is no run: its id is ${run.id}, that of its settings ${id}.`);
  }
  return run as Run;
}
