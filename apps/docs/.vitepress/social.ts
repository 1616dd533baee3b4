// What other sites show of a page that somebody links to: its title, its description, and a picture for its part of the site.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import type { HeadConfig, PageData } from 'vitepress';

/** The size that the sites which show such pictures ask for. */
const [width, height] = [1200, 630];
const background = [27, 27, 31];

/** By the first part of a page's path, the stills in a row of which its picture is made; `home` stands for all others. */
const rows: Record<string, readonly string[]> = {
  home: ['home-field', 'home-fine', 'home-coarse'],
  learn: ['footprint-full', 'footprint-fine', 'footprint-coarse'],
  demos: ['fields', 'home-field', 'home-fine'],
  results: ['one-image-0', 'one-image-1', 'one-image-2'],
};

/** The entries of a page's head; full addresses only where the origin of the site is known. */
export function socialHead(
  { title, description, relativePath }: PageData,
  { base, origin }: { base: string; origin: string | undefined },
): HeadConfig[] {
  const property = (name: string, content: string): HeadConfig => ['meta', { property: name, content }];
  const head = [
    property('og:site_name', 'Backdrop.js'),
    property('og:type', 'website'),
    property('og:title', title),
    property('og:description', description),
  ];
  if (origin === undefined || relativePath === '404.md') return head;
  const address = `${origin}${base}${relativePath.replace(/(^|\/)index\.md$|\.md$/, '$1')}`;
  const part = relativePath.split('/')[0]!;
  const picture = `${origin}${base}social/${part in rows ? part : 'home'}.png`;
  return [
    ...head,
    ['link', { rel: 'canonical', href: address }],
    property('og:url', address),
    property('og:image', picture),
    property('og:image:width', String(width)),
    property('og:image:height', String(height)),
    ['meta', { name: 'twitter:card', content: 'summary_large_image' }],
  ];
}

/** Squares of the same size beside each other, in the middle of the background; each number of a picture is a square of pixels. */
function row(pictures: readonly Uint8Array[]): Uint8Array {
  const data = new Uint8Array(3 * width * height).map((_, i) => background[i % 3]!);
  const [gap, side] = [24, 376];
  const left = (width - pictures.length * side - (pictures.length - 1) * gap) / 2;
  pictures.forEach((file, number) => {
    const picture = decode(file);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [sourceX, sourceY] = [x, y].map((at) => Math.floor((at * picture.width) / side));
        const from = picture.channels * (sourceY! * picture.width + sourceX!);
        const to = 3 * (((height - side) / 2 + y) * width + left + number * (side + gap) + x);
        for (let c = 0; c < 3; c++) data[to + c] = picture.data[from + (picture.channels < 3 ? 0 : c)]!;
      }
    }
  });
  return encode({ width, height, data, channels: 3 });
}

/** Writes the pictures, from the stills that the build has copied. */
export function writeCards(outDir: string): void {
  mkdirSync(join(outDir, 'social'), { recursive: true });
  for (const [part, stills] of Object.entries(rows)) {
    const pictures = stills.map((name) => readFileSync(join(outDir, 'stills', `${name}.png`)));
    writeFileSync(join(outDir, 'social', `${part}.png`), row(pictures));
  }
}
