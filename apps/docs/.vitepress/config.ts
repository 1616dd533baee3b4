import { cpSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { publicPackages } from '../../../tools/packaging/packages.mjs';
import { repository } from '../../../tools/packaging/repository.mjs';
import { checkReport, experimentReports } from '../results/report';
import { linkTerms } from './glossary';
import { writeHeaders } from './headers';
import { writeMarkdown } from './markdown';
import { renderOnce } from './memo';
import { writeReference } from './reference/write';
import { writeRepositoryPages } from './repository-pages';
import { socialHead, writeCards } from './social';
import { workers } from './workers';

checkReport();

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

/** What is before the base in the address of the deployed site: the build names full addresses only where it knows them. */
const origin = process.env['DOCS_ORIGIN'];
if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).origin !== origin)) {
  throw new Error(`docs: DOCS_ORIGIN must be an origin such as "https://example.org", got "${origin}"`);
}
const site = { base, origin };

const contributing = writeRepositoryPages();

const reference = await writeReference();
const referenceLinks = [
  {
    text: 'Reference',
    items: [
      { text: 'All names', link: '/reference/' },
      ...reference.map(({ text, link }) => ({ text, link })),
      { text: 'Errors', link: '/reference/errors' },
    ],
  },
];

export default defineConfig({
  base,
  title: 'Backdrop.js',
  description:
    'Stochastic backpropagation for TensorFlow.js: the full forward pass, a random part of the gradient.',
  lang: 'en-US',
  cleanUrls: true,
  lastUpdated: true,
  ...(origin !== undefined && { sitemap: { hostname: `${origin}${base}` } }),
  transformHead: ({ pageData }) => socialHead(pageData, site),
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  markdown: {
    math: true,
    languageAlias: { mjs: 'js' },
    config(md) {
      renderOnce(md);
      linkTerms(md);
    },
    // The default themes fall below a contrast of 4.5 to 1 in comments, keywords and parameters.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  // What the site says of itself in one file instead of inside of every page: two inline scripts are left, the same on
  // all pages, so that a content security policy can name them.
  metaChunk: true,
  // The page of results is larger than the rest of the site: nobody loads it who does not open it.
  router: { prefetchLinks: false },
  buildEnd(built) {
    writeHeaders(built);
    writeMarkdown(built);
    writeCards(built.outDir);
  },
  vite: {
    plugins: [
      {
        // A font that comes late would move the text under the reader's eyes: then the page stays in the one it has.
        name: 'fonts-in-time',
        enforce: 'pre',
        transform: (code, id) =>
          id.endsWith('theme-default/styles/fonts.css')
            ? code.replaceAll('font-display: swap', 'font-display: optional')
            : undefined,
      },
      workers(),
    ],
    // All components are written with setup: Vue leaves 4 kB behind.
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
    // The index of the search, which is loaded by those who search.
    build: { chunkSizeWarningLimit: 1200 },
  },
  themeConfig: {
    logo: '/icon.svg',
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          searchOptions: {
            combineWith: 'AND',
            prefix: true,
            // One letter may be wrong in words of 6 to 16 letters, none in shorter ones.
            fuzzy: 0.09,
            weights: { prefix: 0.3, fuzzy: 0.1 },
            boost: { title: 6, titles: 2, text: 1 },
          },
        },
        // Of the results' tables, which hold every word, only the first heading is found.
        _render: (source, env, md) =>
          /^results\/(?!index|reproduce)/.test(env.relativePath)
            ? md.render(source.match(/^# .*$/m)?.[0] ?? '', env)
            : md.render(source, env),
      },
    },
    editLink: { pattern: `${repository.url}/edit/main/apps/docs/:path`, text: 'Edit this page' },
    outline: [2, 3],
    nav: [
      { text: 'Learn', link: '/learn/', activeMatch: '/learn/' },
      { text: 'Recipes', link: '/recipes/', activeMatch: '/recipes/' },
      { text: 'Reference', link: '/reference/', activeMatch: '/(reference|packages)/' },
      { text: 'Demos', link: '/demos/', activeMatch: '/demos/' },
      { text: 'Results', link: '/results/', activeMatch: '/results/' },
      {
        text: 'Versions',
        items: [
          ...publicPackages().map(({ folder, manifest: { version } }) => ({
            text: `${folder} ${version === '0.0.0' ? 'unreleased' : version}`,
            link: `/changelog#backdropjs-${folder}`,
          })),
          { text: 'What a version promises', link: '/versions' },
        ],
      },
    ],
    socialLinks: [{ icon: 'github', link: repository.url, ariaLabel: 'Repository' }],
    sidebar: {
      // The names of one package at a time: a hundred links on every page would be most of it.
      ...Object.fromEntries(
        reference.map((group) => [group.link, [...referenceLinks, { ...group, collapsed: false }]]),
      ),
      '/reference/': referenceLinks,
      '/results/': [
        {
          text: 'Results',
          items: [
            { text: 'All experiments', link: '/results/' },
            { text: 'Reproduce', link: '/results/reproduce' },
            ...experimentReports().map(({ experiment }) => ({
              text: experiment,
              link: `/results/${experiment}`,
            })),
          ],
        },
      ],
      '/': [
        {
          text: 'Start',
          items: [
            { text: 'Do I need it?', link: '/learn/' },
            { text: 'Start in Node', link: '/learn/start-node' },
            { text: 'Start in a browser', link: '/learn/start-browser' },
            { text: 'Add masks to your model', link: '/learn/start-layers' },
          ],
        },
        {
          text: 'Understand',
          items: [
            { text: 'What is backdrop?', link: '/learn/backdrop' },
            { text: 'Scales and receptive fields', link: '/learn/scales' },
            { text: 'Losses that need all samples', link: '/learn/set-losses' },
            { text: 'Choosing places and rates', link: '/learn/choosing' },
            { text: 'What it does and does not do', link: '/learn/expect' },
            { text: 'Glossary', link: '/learn/glossary' },
          ],
        },
        {
          text: 'Recipes',
          items: [
            { text: 'All recipes', link: '/recipes/' },
            { text: 'AUC loss in model.fit', link: '/recipes/auc-in-fit' },
            { text: 'Partial AUC', link: '/recipes/partial-auc' },
            { text: 'Ranking lists with padding', link: '/recipes/ranking' },
            { text: 'Survival with ties', link: '/recipes/survival' },
            { text: 'Segmentation by overlap', link: '/recipes/segmentation' },
            { text: 'Recall at a given precision', link: '/recipes/recall-at-precision' },
            { text: 'Full-set AUC', link: '/recipes/full-set-auc' },
            { text: 'A schedule, resumed', link: '/recipes/resume' },
            { text: 'Random fields, to NumPy', link: '/recipes/fields' },
            { text: "The paper's data set", link: '/recipes/paper-data-set' },
            { text: 'Train on WebGPU', link: '/recipes/webgpu' },
            { text: 'From experiment to production', link: '/recipes/production' },
            { text: 'Coming from PyTorch', link: '/recipes/from-pytorch' },
          ],
        },
        {
          text: 'Demos',
          items: [
            { text: 'All demos', link: '/demos/' },
            { text: 'The gradient footprint', link: '/demos/footprint' },
            { text: 'Mask planner', link: '/demos/planner' },
            { text: 'A set-level loss', link: '/demos/auc' },
            { text: 'One image a class', link: '/demos/one-image' },
            { text: 'Random fields', link: '/demos/fields' },
          ],
        },
        {
          text: 'Packages in depth',
          items: ['operator', 'losses', 'backend', 'fields', 'random'].map((name) => ({
            text: `@backdropjs/${name}`,
            link: `/packages/${name}`,
          })),
        },
        {
          text: 'Help',
          items: [
            { text: 'Troubleshooting', link: '/troubleshooting' },
            { text: 'Errors', link: '/reference/errors' },
            { text: 'FAQ', link: '/faq' },
            { text: 'Performance', link: '/performance' },
            { text: 'Versions', link: '/versions' },
            { text: 'Changelog', link: '/changelog' },
          ],
        },
        { text: 'Contribute', items: contributing },
      ],
    },
    footer: { message: 'MIT License' },
  },
});
