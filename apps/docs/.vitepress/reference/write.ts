// Writes the reference below `apps/docs/reference/`, where git does not see it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { publicPackages } from '../../../../tools/packaging/packages.mjs';
import { convert, publicEntryPoints, publicSymbols } from './convert';
import { gradientOf, readFacts, stated } from './facts';
import { allPage, missingParts, packagePage, pageOf, Reference, typesPage, valuePage } from './pages';

const folder = fileURLToPath(new URL('../../reference', import.meta.url));
const exemptFile = new URL('../../reference-without-formula.json', import.meta.url);

/** The order in which the site shows the packages. */
const order = ['operator', 'losses', 'backend', 'fields', 'random'];

/** A group of the side bar. */
interface SidebarGroup {
  text: string;
  link: string;
  collapsed: boolean;
  items: { text: string; link: string }[];
}

/** Writes all pages and returns the side bar; throws where the sources leave something to be documented. */
export async function writeReference(): Promise<SidebarGroup[]> {
  const entries = publicEntryPoints();
  const { project, warnings } = await convert(entries.map(({ source }) => source));
  const symbols = publicSymbols(project, entries);
  const values = symbols.filter(({ isType }) => !isType);
  const reference = new Reference(symbols, await readFacts(values));
  const exempt = JSON.parse(readFileSync(exemptFile, 'utf8')) as Record<string, string>;
  const problems = [
    ...warnings,
    ...reference.values.flatMap((value) =>
      missingParts(value, exempt).map((part) => `${value.package}: ${value.name} lacks ${part}`),
    ),
    ...entries
      .filter(({ specifier }) => !(specifier in stated.runs))
      .map(({ specifier }) => `reference-facts.json lacks where ${specifier} runs`),
    ...values
      .filter((value) => gradientOf(value) === undefined)
      .map(({ name }) => `reference-facts.json lacks how gradients pass ${name}`),
    ...[...Object.keys(stated.gradient), ...Object.keys(stated.runs).filter((key) => !key.startsWith('@'))]
      .filter((name) => !values.some((value) => value.name === name))
      .map((name) => `reference-facts.json names ${name}, which no package exports`),
    ...Object.keys(exempt)
      .filter((name) => !reference.values.some((value) => value.name === name))
      .map((name) => `reference-without-formula.json names ${name}, which no package exports`),
  ];
  if (problems.length > 0)
    throw new Error(`reference: docstrings must be complete, got\n${problems.join('\n')}`);

  mkdirSync(folder, { recursive: true });
  const names = publicPackages().map((found) => found.folder);
  const write = (path: string, text: string) => writeFileSync(`${folder}/${path}.md`, `${text}\n`);
  for (const { folder: name, manifest } of publicPackages()) {
    rmSync(`${folder}/${name}`, { recursive: true, force: true });
    mkdirSync(`${folder}/${name}`, { recursive: true });
    const { description } = manifest as unknown as { description: string };
    write(`${name}/index`, packagePage(reference, name, description));
    write(`${name}/types`, typesPage(reference, name));
  }
  for (const value of reference.values) write(pageOf(value, reference.symbols), valuePage(reference, value));
  const sorted = order.filter((name) => names.includes(name));
  write('index', allPage(reference, sorted));
  return sorted.map((name) => ({
    text: `@backdropjs/${name}`,
    link: `/reference/${name}/`,
    collapsed: true,
    items: [
      ...reference
        .of(name)
        .filter(({ isType }) => !isType)
        .map((value) => ({ text: value.name, link: `/reference/${pageOf(value, reference.symbols)}` }))
        .sort((a, b) => a.text.localeCompare(b.text, 'en')),
      { text: 'Types', link: `/reference/${name}/types` },
    ],
  }));
}
