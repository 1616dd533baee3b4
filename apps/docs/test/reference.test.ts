import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SomeType, UnionType } from 'typedoc';
import { beforeAll, describe, expect, it } from 'vitest';
import { publicPackages } from '../../../tools/packaging/packages.mjs';
import {
  convert,
  type PublicSymbol,
  publicEntryPoints,
  publicSymbols,
} from '../.vitepress/reference/convert';
import { gradientOf, readFacts, stated } from '../.vitepress/reference/facts';
import { missingParts, pageOf, Reference, typesPage, valuePage } from '../.vitepress/reference/pages';
import { membersOf } from '../.vitepress/reference/tables';
import { models } from '../live/plots/covariance';
import { plotOf, plotted } from '../live/plots/registry';
import { schedules } from '../live/plots/schedule';
import { surrogates } from '../live/plots/surrogate';

/** The names in the committed reports of a package's public types, which `check:api` compares with what is built. */
function reportedNames({ folder, directory }: { folder: string; directory: string }): string[] {
  const own = publicEntryPoints().filter((entry) => entry.package === folder);
  return own.flatMap(({ specifier }) => {
    const subpath = specifier.split('/').slice(2).join('/') || 'index';
    const [exported] = readFileSync(`${directory}/api/${subpath}.txt`, 'utf8').split('// Named by those');
    return [...exported!.matchAll(/^(?:async )?(?:function|class|interface|type|const|enum) (\w+)/gm)].map(
      ([, name]) => name!,
    );
  });
}

describe('the reference', () => {
  let symbols: PublicSymbol[];
  let reference: Reference;
  let warnings: string[];

  beforeAll(async () => {
    const entries = publicEntryPoints();
    const converted = await convert(entries.map(({ source }) => source));
    warnings = converted.warnings;
    symbols = publicSymbols(converted.project, entries);
    reference = new Reference(symbols, await readFacts(symbols.filter(({ isType }) => !isType)));
  });

  it('has no warning', () => expect(warnings).toEqual([]));

  it.each(publicPackages())('names all that $manifest.name exports, and nothing else', (found) => {
    const names = symbols.filter((symbol) => symbol.package === found.folder).map(({ name }) => name);
    const reported = [...new Set(reportedNames(found))];
    expect(reported.length).toBeGreaterThan(5);
    expect([...new Set(names)].sort()).toEqual(reported.sort());
  });

  it('has a page for every value, no two at one place, also where case does not count', () => {
    const pages = reference.values.map((value) => pageOf(value, symbols).toLowerCase());
    expect(new Set(pages).size).toBe(pages.length);
  });

  it('shows of each what a page must have, in order', () => {
    for (const value of reference.values) {
      const page = valuePage(reference, value);
      const sections = [...page.matchAll(/^## (\w+)$/gm)].map(([, title]) => title);
      const expected = value.reflection.signatures
        ? ['Arguments', 'Result', 'Errors', 'Example', 'Sources']
        : ['Errors', 'Sources'];
      expect(sections.filter((title) => expected.includes(title!))).toEqual(expected);
      for (const specifier of value.specifiers) {
        expect(page).toContain(`import { ${value.name} } from '${specifier}';`);
      }
      expect(page).toMatch(/blob\/main\/packages\/\w+\/src\/\S+\.ts#L\d+/);
    }
  });

  it('says of each what it weighs, where it runs, whether it has a gradient, since when', () => {
    const places = Object.keys(stated.runs);
    expect(places.filter((key) => key.startsWith('@')).sort()).toEqual(
      publicEntryPoints()
        .map(({ specifier }) => specifier)
        .sort(),
    );
    expect(
      reference.values.filter((value) => gradientOf(value) === undefined).map(({ name }) => name),
    ).toEqual([]);
    const isKnown = (name: string) => reference.values.some((value) => value.name === name);
    const named = [...Object.keys(stated.gradient), ...places.filter((key) => !key.startsWith('@'))];
    expect(named.filter((name) => !isKnown(name))).toEqual([]);
    // Reading synchronously is what WebGPU cannot.
    const pageNamed = (name: string) =>
      valuePage(reference, reference.values.find((value) => value.name === name)!);
    for (const name of ['toTfjs', 'toTfjsOperator'])
      expect(pageNamed(name)).toMatch(/^- \*\*Runs on:\*\* wasm, webgl, cpu; .* which webgpu cannot/m);
    for (const name of ['valueAndGradAsync', 'variableGradsAsync'])
      expect(pageNamed(name)).toMatch(/^- \*\*Runs on:\*\* wasm, webgl, webgpu, cpu$/m);
    for (const value of reference.values) {
      expect(valuePage(reference, value)).toMatch(
        /^- \*\*Size:\*\* \d+\.\d kB, .*\n- \*\*Runs on:\*\* \w.*\n- \*\*Gradient:\*\* (yes|no).*\n- \*\*Since:\*\* \S/m,
      );
    }
  });

  it('links recipes and demos that use a name, and codes of errors', () => {
    const pageOfName = (name: string) =>
      valuePage(reference, reference.values.find((value) => value.name === name)!);
    expect(pageOfName('partialAucLoss')).toMatch(/Used in:.*\]\(\/recipes\/partial-auc\)/);
    expect(pageOfName('matern')).toMatch(/Used in:.*\]\(\/demos\/fields\)/);
    expect(pageOfName('softRank')).toContain('/reference/errors#length-mismatch');
  });

  it('has a plot for every surrogate, schedule and model of covariance, on every page that takes one', () => {
    const names = (values: readonly PublicSymbol[]) =>
      values.map((value) => `${value.package}/${value.name}`);
    expect(plotted.filter((name) => !names(reference.values).includes(name))).toEqual([]);
    const drawn = reference.values.filter(({ reflection }) =>
      (reflection.signatures ?? []).some(
        ({ type, parameters = [] }) =>
          /^(Covariance|Field)Model$/.test(String(type)) ||
          parameters.some((parameter) => membersOf(parameter.type)?.some(({ name }) => name === 'surrogate')),
      ),
    );
    expect(drawn.length).toBeGreaterThan(14);
    expect(names(drawn).filter((name) => !plotted.includes(name))).toEqual([]);
    for (const name of plotted) expect(plotOf(name)).toContain("from '../../live/plots/plots'");

    const typeOf = (name: string) => symbols.find((symbol) => symbol.name === name)!.reflection.type!;
    const literals = (type: SomeType): string[] => {
      if (type.type === 'literal') return [String(type.value)];
      return type.type === 'union' ? type.types.flatMap(literals) : [];
    };
    expect(Object.keys(surrogates).sort()).toEqual(literals(typeOf('Surrogate')).sort());
    const kinds = (typeOf('RateSchedule') as UnionType).types.flatMap((part) =>
      literals(membersOf(part)!.find(({ name }) => name === 'schedule')!.type!),
    );
    expect(Object.keys(schedules).sort()).toEqual(kinds.sort());
    const fields = plotted.filter((name) => name.startsWith('fields/')).map((name) => name.split('/')[1]);
    expect(Object.keys(models).sort()).toEqual(fields.sort());
  });

  it('has an anchor for every type', () => {
    for (const { folder } of publicPackages()) {
      const page = typesPage(reference, folder);
      for (const type of reference.of(folder).filter(({ isType }) => isType)) {
        expect(page).toContain(`{#${type.name}}`);
      }
    }
  });
});

describe('a planted module', () => {
  it('is refused for what it does not document, does not export and links to in vain', async () => {
    const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url);
    const source = fileURLToPath(fixture('undocumented.ts'));
    const { project, warnings } = await convert([source], fixture('tsconfig.json'));
    expect(
      warnings.filter((text) => text.includes('thrice') && /does not have any documentation/.test(text)),
    ).toHaveLength(1);
    expect(warnings.filter((text) => text.includes('Hidden') && /not included/.test(text))).toHaveLength(1);
    // One entry point is the project itself.
    const twice = project.children!.find(({ name }) => name === 'twice')!;
    const symbol = { name: 'twice', package: 'none', specifiers: [], isType: false, reflection: twice };
    expect(missingParts(symbol, {})).toEqual([
      'a formula, or an entry in reference-without-formula.json (not both)',
      '@returns',
      '@throws',
      '@example',
      '@param x',
    ]);
    expect(missingParts(symbol, { twice: 'a reason' })).not.toContain('a formula');
  });
});
