import { z } from 'zod';

const numbers = z.record(z.string(), z.number());

const provenance = z.looseObject({
  commit: z.string().nullable(),
  dirty: z.boolean(),
  node: z.string(),
  packages: z.record(z.string(), z.string()),
  machine: z.looseObject({ cpu: z.string(), cores: z.number(), platform: z.string() }),
  backend: z.looseObject({ name: z.string(), simd: z.boolean() }),
});

/** The shape of a record. What else it holds is left to later versions. */
const shape = z.looseObject({
  id: z.string(),
  experiment: z.string(),
  preset: z.string(),
  arm: z.string(),
  seed: z.int().nonnegative(),
  config: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null(), z.array(z.number())])),
  metrics: numbers,
  curve: z.array(z.looseObject({ step: z.int().positive() }).and(numbers)).min(1),
  diverged: z.literal(true).optional(),
  logits: z.array(z.number()).optional(),
  seconds: z.number().nonnegative(),
  peakMemory: z.number().nonnegative().optional(),
  provenance,
});

/** The first member that a record lacks, or that is not what it must be; undefined where a value has the shape of a record. */
export function findFault(value: unknown): string | undefined {
  const [issue] = shape.safeParse(value).error?.issues ?? [];
  return issue && `${issue.path.map(String).join('.') || 'kind'} is not as it must be (${issue.message})`;
}
