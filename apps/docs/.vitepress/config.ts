import { cpSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { experimentReports } from '../results/report';
import { writeHeaders } from './headers';
import { writeReference } from './reference/write';

// The report with its charts, which the page of results leads to, among the files that are served as they are.
cpSync(
  new URL('../../benchmark/records/report.html', import.meta.url),
  new URL('../public/report.html', import.meta.url),
);

/** Where the site is served, with a slash at both ends: `/`, or `/backdropjs/` for a project page. */
const base = process.env['DOCS_BASE'] ?? '/';
if (!/^\/(.*\/)?$/.test(base)) {
  throw new Error(
    `docs: DOCS_BASE must begin and end with a slash, got "${base}"; write "/${base.replace(/^\/|\/$/g, '')}/"`,
  );
}

const reference = await writeReference();

export default defineConfig({
  base,
  title: 'Backdrop.js',
  description:
    'Stochastic backpropagation for TensorFlow.js: the full forward pass, a random part of the gradient.',
  lang: 'en-US',
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  markdown: {
    math: true,
    // The default themes fall below a contrast of 4.5 to 1 in comments, keywords and parameters.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  // What the site says of itself in one file instead of inside of every page: two inline scripts are left, the same on
  // all pages, so that a content security policy can name them.
  metaChunk: true,
  // The page of results is larger than the rest of the site: nobody loads it who does not open it.
  router: { prefetchLinks: false },
  buildEnd: writeHeaders,
  // Chunks above this hold a tfjs backend, which is loaded on the live page only.
  vite: { build: { chunkSizeWarningLimit: 1200 } },
  themeConfig: {
    logo: '/icon.svg',
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/guide/what-is-backdrop' },
      { text: 'Packages', link: '/packages/operator', activeMatch: '/packages/' },
      { text: 'Reference', link: '/reference/' },
      { text: 'Live', link: '/live/gradient-footprint', activeMatch: '/live/' },
      { text: 'Results', link: '/results/' },
    ],
    sidebar: {
      '/reference/': [
        { text: 'All names', link: '/reference/' },
        { text: 'Errors', link: '/reference/errors' },
        ...reference,
      ],
      '/': [
        {
          text: 'Guide',
          items: [
            { text: 'What is backdrop?', link: '/guide/what-is-backdrop' },
            { text: 'Getting started', link: '/guide/getting-started' },
            { text: 'Masks by scale', link: '/guide/masks-by-scale' },
            { text: 'Losses of the whole set', link: '/guide/whole-set-losses' },
            { text: 'Live: the gradient footprint', link: '/live/gradient-footprint' },
            { text: 'Live: a whole-set loss', link: '/live/auc-training' },
          ],
        },
        {
          text: 'Results',
          items: [
            { text: 'All experiments', link: '/results/' },
            ...experimentReports().map(({ experiment }) => ({
              text: experiment,
              link: `/results/${experiment}`,
            })),
          ],
        },
        {
          text: 'Packages',
          items: ['operator', 'backend', 'losses', 'fields', 'random'].map((name) => ({
            text: `@backdropjs/${name}`,
            link: `/packages/${name}`,
          })),
        },
      ],
    },
    footer: { message: 'MIT License' },
  },
});
