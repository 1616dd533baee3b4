import { cpSync } from 'node:fs';
import { defineConfig } from 'vitepress';

// The report with its charts, which the page of results leads to, among the files that are served as they are.
cpSync(
  new URL('../../benchmark/records/report.html', import.meta.url),
  new URL('../public/experiments/report.html', import.meta.url),
);

export default defineConfig({
  title: 'Backdrop.js',
  description:
    'Stochastic backpropagation for TensorFlow.js: the full forward pass, a random part of the gradient.',
  lang: 'en-US',
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  markdown: { math: true },
  // Chunks above this hold a tfjs backend, which is loaded on the live page only.
  vite: { build: { chunkSizeWarningLimit: 1200 } },
  themeConfig: {
    logo: '/icon.svg',
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/guide/what-is-backdrop' },
      { text: 'Packages', link: '/packages/operator', activeMatch: '/packages/' },
      { text: 'Live', link: '/live/gradient-footprint', activeMatch: '/live/' },
      { text: 'Results', link: '/experiments/results' },
    ],
    sidebar: [
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
      { text: 'Experiments', items: [{ text: 'Results', link: '/experiments/results' }] },
      {
        text: 'Packages',
        items: ['operator', 'backend', 'losses', 'fields', 'random'].map((name) => ({
          text: `@backdropjs/${name}`,
          link: `/packages/${name}`,
        })),
      },
    ],
    footer: { message: 'MIT License' },
  },
});
