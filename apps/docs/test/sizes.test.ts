import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = (path: string) => readFileSync(new URL(`../${path}.md`, import.meta.url), 'utf8');

/** What the guide of a package says an import weighs; the package's own tests hold it to what is measured. */
function weighs(text: string, name: string): string {
  const row = page(`packages/${name}`)
    .split('\n')
    .find((line) => line.startsWith(`| \`${text}\` |`));
  return / ([\d.]+) kB \|$/.exec(row!)![1]!;
}

const operator = weighs("* from '@backdropjs/operator'", 'operator');
const layers = weighs("* from '@backdropjs/operator/layers'", 'operator');
const masks = weighs("* from '@backdropjs/operator/masks'", 'operator');
const losses = weighs("* from '@backdropjs/losses'", 'losses');
const smallLoss = weighs("{ diceLoss } from '@backdropjs/losses'", 'losses');
const largeLoss = weighs("{ pairwiseAucLoss } from '@backdropjs/losses'", 'losses');
const sampler = weighs("{ createSampler, squaredExponential } from '@backdropjs/fields'", 'fields');
const random = weighs("* from '@backdropjs/random'", 'random');
const backend = weighs("* from '@backdropjs/backend'", 'backend');
const oneLoss = `${smallLoss} to ${largeLoss}`;

// Sizes stand on pages besides the guides, where they went stale unseen.
it.each([
  [
    'index',
    [
      `| ${operator}, layers ${layers} |`,
      `| ${oneLoss} a loss, all ${losses} |`,
      `| ${backend}, and the part`,
      `| ${sampler} with one model |`,
      `of a key | ${random} |`,
    ],
  ],
  [
    'recipes/production',
    [
      `/operator\` | ${operator} |`,
      `/layers\` | ${layers} |`,
      `/masks\` | ${masks} |`,
      `losses\` | ${oneLoss} |`,
      `in \`@backdropjs/losses\` | ${losses} |`,
      `one model | ${sampler} |`,
      `random\` | ${random} |`,
    ],
  ],
  [
    'learn/start-browser',
    [`operator\` ${operator} (its layers ${layers}), one loss ${oneLoss}, \`@backdropjs/random\` ${random}`],
  ],
])('%s names the sizes of the guides', (path, expected) => {
  const text = page(path);
  for (const part of expected) expect(text).toContain(part);
});
