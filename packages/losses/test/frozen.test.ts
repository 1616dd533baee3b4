// Every bit of values and gradients, so that a change of structure is known to change no number. A change of one of these
// numbers is decided, not found: it is written with `vitest run --project losses frozen -u`, and the commit says why.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LossInputError } from '@backdropjs/losses';
import { expect, it } from 'vitest';
import { inFloat64 } from './golden-cases';
import { asLabels, subjects } from './losses';
import { hardScores, normals, uniforms } from './random';
import { type AnySuite, type Case, type Suite, suites } from './suites';

const golden: { suites: Suite[] } = JSON.parse(
  readFileSync(new URL('golden/losses.json', import.meta.url), 'utf8'),
);

/** The bits of all numbers of a result, or its error code. */
function bits(compute: () => unknown): string {
  const write = (value: unknown): string =>
    typeof value === 'object' && value
      ? Object.entries(value)
          .map(([name, part]) => `${name}:${write(part)}`)
          .join()
      : typeof value === 'number'
        ? Buffer.from(Float64Array.of(value).buffer).toString('hex')
        : String(value);
  try {
    return write(compute());
  } catch (error) {
    if (!(error instanceof LossInputError)) throw error;
    return error.code;
  }
}

const hash = (texts: readonly string[]) =>
  createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 16);

it('golden cases give the same bits', async () => {
  const hashes: Record<string, string> = {};
  for (const { name, cases } of golden.suites) {
    const results = (suite: AnySuite, more: object) =>
      hash(
        cases.map((c) => bits(() => inFloat64(suite, { ...c, params: { ...c.params, ...more } } as Case))),
      );
    hashes[name] = results(suites[name]!, {});
    if (/^pairwise_/.test(name)) {
      hashes[`${name} kernel`] = results(suites[name]!, { method: 'kernel' });
    }
  }
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('frozen/golden.json');
});

it('larger and harder lists give the same bits', async () => {
  const hashes: Record<string, string> = {};
  for (const subject of subjects) {
    const { width } = subject.loss;
    // Soft concordance takes blocks from some thousands on.
    const sizes = subject.title === 'softConcordanceLoss' ? [40, 900, 5000] : [40, 900];
    const texts = sizes.flatMap((n) =>
      Object.entries(hardScores).map(([, make], seed) => {
        const scores = subject.scores?.(n, seed) ?? make(n * width, seed);
        const next = uniforms(n);
        const inputs = {
          mask: normals(n, 1).map((z) => Number(z > -1.5)),
          groups: subject.takesGroups === false ? undefined : normals(n, 2).map((z) => Number(z > 0)),
          weights: subject.takesWeights === false ? undefined : normals(n, 3).map(() => 0.1 + next()),
        };
        return bits(() =>
          subject.loss.valueAndGrad(scores, asLabels(subject, subject.labels(n, seed)), inputs),
        );
      }),
    );
    hashes[subject.title] = hash(texts);
  }
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('frozen/lists.json');
});
