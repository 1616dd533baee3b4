import { readFileSync } from 'node:fs';
import * as exportsOfLosses from '@backdropjs/losses';
import { expect, it } from 'vitest';
import { entryPoints, publicPackages } from '../../../tools/packaging/packages.mjs';
import { measureSizes } from '../.vitepress/reference/sizes';

const page = (path: string) => readFileSync(new URL(`../${path}.md`, import.meta.url), 'utf8');

/** What the guide of each package says that imports weigh, by import, in kB. */
const stated = publicPackages().map(({ folder, directory, manifest }) => ({
  folder,
  manifest,
  sizes: new Map(
    [...page(`packages/${folder}`).matchAll(/^\| `([^`]+ from '[^']+')` \| ([\d.]+) kB \|$/gm)].map(
      ([, text, kilobytes]): [string, string] => [text!, kilobytes!],
    ),
  ),
  readme: readFileSync(`${directory}/README.md`, 'utf8'),
}));

/** Each loss alone. */
const eachLoss = Object.keys(exportsOfLosses)
  .filter((name) => name.endsWith('Loss'))
  .map((name) => `{ ${name} } from '@backdropjs/losses'`);

const measured = await measureSizes([
  ...new Set([...stated.flatMap(({ sizes }) => [...sizes.keys()]), ...eachLoss]),
]);

/** Whether a figure in kB is what was measured: a ceiling, but for what is lost by rounding, and no more than 5 % above. */
const agrees = (figure: string, bytes: number) =>
  bytes <= 1000 * Number(figure) + 50 && 1000 * Number(figure) - bytes <= 0.05 * bytes + 50;

it.each(stated)('the guide of $folder names what is measured of the built package', ({ manifest, sizes }) => {
  for (const { specifier } of entryPoints(manifest))
    expect([...sizes.keys()]).toContain(`* from '${specifier}'`);
  const wrong = [...sizes].filter(([text, figure]) => !agrees(figure, measured.get(text)!));
  expect(wrong.map(([text]) => `| \`${text}\` | ${(measured.get(text)! / 1000).toFixed(1)} kB |`)).toEqual(
    [],
  );
});

it.each(stated)('the README of $folder names no other figures', ({ sizes, readme }) => {
  const figures = [...readme.matchAll(/([\d.]+(?: to [\d.]+)?) kB/g)].map(([, figure]) => figure!);
  expect(figures.filter((figure) => ![...sizes.values(), oneLoss].includes(figure))).toEqual([]);
});

/** The same by the import, for the pages below. */
const weighs = (text: string) => stated.map(({ sizes }) => sizes.get(text)).find((found) => found)!;

const operator = weighs("* from '@backdropjs/operator'");
const layers = weighs("* from '@backdropjs/operator/layers'");
const masks = weighs("* from '@backdropjs/operator/masks'");
const losses = weighs("* from '@backdropjs/losses'");
const sampler = weighs("{ createSampler, squaredExponential } from '@backdropjs/fields'");
const random = weighs("* from '@backdropjs/random'");
const backend = weighs("* from '@backdropjs/backend'");
/** From the smallest to the largest loss, whichever these are. */
const ofLosses = eachLoss.map((text) => measured.get(text)!);
const [smallest, largest] = [Math.min, Math.max].map((end) => (end(...ofLosses) / 1000).toFixed(1));
const oneLoss = `${smallest} to ${largest}`;

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
