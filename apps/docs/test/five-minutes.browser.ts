import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpenSite } from './open-site';

let site: OpenSite;
let page: Page;
let problems: string[];
beforeAll(async () => {
  site = await OpenSite.start();
  ({ page, problems } = await site.open('', { viewport: { width: 1440, height: 900 } }));
});
afterAll(() => site?.close());

/** What somebody new to it asks in the first five minutes, the links to press from the home page, and the words that answer. */
const questions: [question: string, clicks: string[], answer: RegExp][] = [
  ['What is it?', [], /dropout that acts only on gradients, for TensorFlow\.js/],
  ['What does it do to a picture?', [], /where its gradient survives under a fine and under a coarse mask/],
  ['Do I need it?', ['Learn'], /random crops are possible and allowed/],
  ['Does it help, and how much?', ['all results'], /fixed in advance: confirmed/],
  ['How do I try it in Node?', ['Get started'], /Type node start\.mjs/],
  ['How do I use it with Vite?', ['Learn', 'Start in a browser'], /npx vite serves the page/],
  [
    'How do I put it into my own model?',
    ['Learn', 'Add masks to your model'],
    /insertBackdrop returns a model/,
  ],
  [
    'Which rate?',
    ['Learn', 'Choosing places and rates'],
    /0\.95 for 1,000 positions, 0\.8 for 100, 0\.5 for 20/,
  ],
  ['Which layer?', ['Learn', 'Choosing places and rates'], /receptive field comes closest to each size/],
  ['How do I stop, and resume?', ['Learn', 'Add masks to your model'], /so is the number of the step/],
  ['What does it cost at inference?', ['Learn', 'FAQ'], /^Nothing: the layer is the identity there/],
  ['My loss is NaN', ['Learn', 'Troubleshooting'], /^The learning rate is too high for the noise/],
  [
    'How do I train for the AUC?',
    ['Recipes', 'AUC loss in model.fit'],
    /stratifiedDataset draws such batches/,
  ],
  ['What is it called in PyTorch?', ['Recipes', 'Coming from PyTorch'], /mask_mod/],
  ['How many kB are in my bundle?', ['Recipes', 'From experiment to production'], /minified and compressed/],
];

/** Presses a link and waits for the page that it leads to. */
async function follow(name: string): Promise<void> {
  const before = page.url();
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.waitForURL((url) => url.href !== before);
}

it.each(questions)('%s', async (_, clicks, answer) => {
  expect(clicks.length).toBeLessThanOrEqual(2);
  if (page.url() !== site.address) await follow('Backdrop.js');
  for (const name of clicks) await follow(name);
  await page.locator('main').getByText(answer).first().waitFor({ timeout: 20_000 });
  expect(problems).toEqual([]);
});
