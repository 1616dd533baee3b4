import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createMarkdownRenderer, type MarkdownRenderer } from 'vitepress';
import { beforeAll, describe, expect, it } from 'vitest';
import { linkTerms, readTerms } from '../.vitepress/glossary';

const docs = fileURLToPath(new URL('..', import.meta.url));
const pagesIn = (folder: string) =>
  readdirSync(`${docs}${folder}`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}${file}`);

/** Learn and Recipes, which are read in order. */
const read = [...pagesIn('learn/'), ...pagesIn('recipes/')];

/** The sentences of a page, without front matter, programs, formulas and tables. */
function sentences(text: string): string[] {
  return text
    .replace(/^---\n[\s\S]*?\n---\n|```[\s\S]*?```|<script[\s\S]*?<\/script>|\$\$[\s\S]*?\$\$|^<<<.*$/gm, '')
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.|\||#+) )/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^[|<#]/.test(part))
    .flatMap((part) =>
      part
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .split(/(?<=[.!?])\s+/)
        .map((sentence) => sentence.replace(/\s+/g, ' ')),
    );
}

const tooLong = (text: string) => sentences(text).filter((sentence) => sentence.split(' ').length > 35);

/** A p-value says right behind it of what it is. */
const bare = (text: string) =>
  sentences(text).filter((sentence) =>
    /(?:\bp-values?\b|\bp\*?\s*[=<>≤≥]\s*\.?\d[\d.e-]*)(?!\s+(?:in (?:a|the) test )?(?:of|for|that)\b)(?![\d.e-])/.test(
      sentence,
    ),
  );

describe.each(read)('%s', (page) => {
  const text = readFileSync(`${docs}${page}`, 'utf8');
  it('has no sentence of more than 35 words, and no bare p-value', () => {
    expect(sentences(text).length).toBeGreaterThan(1);
    expect(tooLong(text)).toEqual([]);
    expect(bare(text)).toEqual([]);
  });
});

it('long sentences and bare p-values are found', () => {
  const words = Array(36).fill('word').join(' ');
  expect(tooLong(`# Title\n\nShort.\n\n- ${words}.\n`)).toHaveLength(1);
  expect(tooLong(`One. ${words.replaceAll('word word', 'two words.\nThen')}`)).toEqual([]);
  expect(bare('It helps (p = .03).')).toHaveLength(1);
  expect(bare('Masks help for photographs (p = .03).')).toHaveLength(1);
  expect(bare('That of masks is better: *p* < .05.')).toHaveLength(1);
  expect(bare('Of the p-values, p < .05 for masks.')).toHaveLength(1);
  expect(bare('The p-value of a test.')).toEqual([]);
  expect(bare('It helps: p < 0.001 in a test of no difference.')).toEqual([]);
});

describe('terms of the glossary', () => {
  let md: MarkdownRenderer;
  beforeAll(async () => {
    md = await createMarkdownRenderer(docs, { config: linkTerms, highlight: (program) => program });
  });

  /** The addresses that a text links to, as terms or by hand. */
  const linksOf = (text: string, page = 'learn/some.md') =>
    [
      ...md
        .render(text, { relativePath: page, path: `${docs}${page}` })
        .matchAll(/href="([^"]*glossary[^"]*)"/g),
    ].map(([, href]) => href!.replace(/^.*glossary(?:\.html)?/, ''));

  it('are linked at their first use: not in headings, links and code, nor where a word means something else', () => {
    expect(linksOf('# A mask\n\n`mask` [a mask](/x) and masks, then a mask.')).toEqual(['#mask']);
    expect(linksOf('The learning rate, then the rate of a mask.')).toEqual(['#rate', '#mask']);
    expect(linksOf('Four times that rate; a false positive rate; decay rates.')).toEqual([]);
    expect(linksOf('[Masks](/learn/glossary#mask) and a mask.')).toEqual(['#mask']);
    expect(linksOf('A pre-registered arm, a list, a receptive field.')).toEqual([
      '#pre-registered',
      '#receptive-field',
    ]);
    expect(linksOf('A mask.', 'learn/glossary.md')).toEqual([]);
    expect(linksOf('A mask.', 'reference/losses/x.md')).toEqual([]);
  });

  it('are linked as rates where those of masks are meant, on the pages too', () => {
    const around = read.flatMap((page) => {
      const html = md.render(readFileSync(`${docs}${page}`, 'utf8'), {
        relativePath: page,
        path: `${docs}${page}`,
      });
      return [...html.matchAll(/[^>]*<a href="[^"]*#rate" class="term">[^<]*<\/a>/g)].map(
        ([text]) => `${page}: ${text}`,
      );
    });
    expect(around.length).toBeGreaterThan(2);
    expect(around.filter((text) => !/mask|place|position/.test(text))).toEqual([]);
    for (const page of ['recipes/partial-auc.md', 'recipes/resume.md'])
      expect(around.join('\n')).not.toContain(page);
  });

  it('are all reached, those that are linked in company too', () => {
    expect(linksOf('p < .05 of a test after Holm')).toEqual(['#holm-s-correction']);
    expect(() => readTerms('### Mask')).toThrow(/must be headings of the glossary, got Rate, /);
  });

  it('lead to headings that are there', () => {
    const glossary = readFileSync(`${docs}learn/glossary.md`, 'utf8');
    const built = md.render(glossary, {
      relativePath: 'learn/glossary.md',
      path: `${docs}learn/glossary.md`,
    });
    const terms = readTerms();
    expect(terms.length).toBeGreaterThan(30);
    for (const { href } of terms) expect(built).toContain(`id="${href.split('#')[1]}"`);
  });

  it('are linked on the pages that are read, each once', () => {
    const terms = read.flatMap((page) => {
      const text = readFileSync(`${docs}${page}`, 'utf8');
      const html = md.render(text, { relativePath: page, path: `${docs}${page}` });
      const links = [...html.matchAll(/<a href="([^"]*)" class="term">/g)].map(([, href]) => href);
      expect(new Set(links).size, page).toBe(links.length);
      return links;
    });
    expect(terms.length).toBeGreaterThan(75);
  });
});
