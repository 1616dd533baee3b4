import { describe, expect, it } from 'vitest';
import { relinked } from '../.vitepress/repository-pages';
import { socialHead } from '../.vitepress/social';

describe('links of a text of the repository', () => {
  const main = 'https://github.com/backdropjs/backdropjs/blob/main';
  it.each([
    ['[a](wasm-kernels.md)', 'architecture/overview.md', '[a](/contribute/wasm-kernels)'],
    ['[a](../CONTRIBUTING.md#a-loss)', 'architecture/overview.md', '[a](/contribute/#a-loss)'],
    ['[a](VERSIONING.md), [b](LICENSE)', 'CONTRIBUTING.md', `[a](/versions), [b](${main}/LICENSE)`],
    [
      '[a](https://example.org/x.md) [b](#here)',
      'CONTRIBUTING.md',
      '[a](https://example.org/x.md) [b](#here)',
    ],
  ])('%s in %s is %s', (text, file, expected) => expect(relinked(text, file)).toBe(expected));
});

describe('what other sites show of a page', () => {
  const page = (relativePath: string) => ({ relativePath, title: 'T', description: 'D' }) as never;
  const site = { base: '/b/', origin: 'https://example.org' };
  const entry = (path: string, name: string) =>
    socialHead(page(path), site).find(([, { rel, property }]) => (rel ?? property) === name)?.[1];

  it.each([
    ['index.md', 'https://example.org/b/', 'home'],
    ['learn/index.md', 'https://example.org/b/learn/', 'learn'],
    ['learn/scales.md', 'https://example.org/b/learn/scales', 'learn'],
    ['demos/auc.md', 'https://example.org/b/demos/auc', 'demos'],
    ['faq.md', 'https://example.org/b/faq', 'home'],
  ])('%s is at %s with the picture of %s', (path, address, part) => {
    expect(entry(path, 'canonical')?.['href']).toBe(address);
    expect(entry(path, 'og:url')?.['content']).toBe(address);
    expect(entry(path, 'og:image')?.['content']).toBe(`https://example.org/b/social/${part}.png`);
  });

  it('names no address where the origin is not known, and none of the page that is not there', () => {
    for (const head of [
      socialHead(page('faq.md'), { ...site, origin: undefined }),
      socialHead(page('404.md'), site),
    ])
      expect(JSON.stringify(head)).not.toMatch(/https?:|canonical|image/);
  });
});
