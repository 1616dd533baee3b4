// The pages: one for each value, one for the types of a package, one for a package, and one for all.
import { readFileSync } from 'node:fs';
import { type DeclarationReflection, ReflectionKind, type SignatureReflection } from 'typedoc';
import { repositoryRoot } from '../../../../tools/packaging/packages.mjs';
import { plotOf } from '../../live/plots/registry';
import type { PublicSymbol } from './convert';
import { argumentRows, memberRows, membersOf, parameterText, table } from './tables';
import { type Links, markdown, summary, tags, typeCode } from './text';

const repository = 'https://github.com/backdropjs/backdropjs/blob/main';

/** What the page of errors explains. */
const errorCodes = [
  ...readFileSync(new URL('../../reference/errors.md', import.meta.url), 'utf8').matchAll(
    /^### ([A-Z_]+)$/gm,
  ),
].map(([, code]) => code!);

/** Where a value's page is, below `/reference/`. A class whose name differs from a function's in case alone gives way. */
export function pageOf(symbol: PublicSymbol, all: readonly PublicSymbol[]): string {
  const isTwin = all.some(
    ({ name, package: other, isType }) =>
      !isType &&
      other === symbol.package &&
      name !== symbol.name &&
      name.toLowerCase() === symbol.name.toLowerCase(),
  );
  const isClass = symbol.reflection.kindOf(ReflectionKind.Class);
  return `${symbol.package}/${symbol.name}${isTwin && isClass ? '-class' : ''}`;
}

/** Everything that the pages of one run share. */
export class Reference {
  constructor(
    readonly symbols: readonly PublicSymbol[],
    /** What each value's page says in short, see readFacts. */
    readonly facts: ReadonlyMap<PublicSymbol, string> = new Map(),
  ) {}

  get values(): PublicSymbol[] {
    return this.symbols.filter(({ isType }) => !isType);
  }

  of(name: string): PublicSymbol[] {
    return this.symbols.filter(({ package: other }) => other === name);
  }

  /** The link to a symbol from a page two levels below `/reference/`. */
  href(symbol: PublicSymbol): string {
    return symbol.isType ? `../${symbol.package}/types#${symbol.name}` : `../${pageOf(symbol, this.symbols)}`;
  }

  readonly links: Links = (target) => {
    for (let node: typeof target | undefined = target; node; node = node.parent) {
      const symbol = this.symbols.find(({ reflection }) => reflection === node);
      if (symbol) return this.href(symbol);
    }
    return undefined;
  };

  /** The link to the type of a name, that of the own package first. */
  typeLink(from: string): (name: string) => string | undefined {
    return (name) => {
      const types = this.symbols.filter((symbol) => symbol.name === name && /^[A-Z]/.test(name));
      const found = types.find(({ package: other }) => other === from) ?? types[0];
      return found && this.href(found);
    };
  }
}

const frontMatter = (title: string, description: string) =>
  `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\neditLink: false\nlastUpdated: false\n---\n`;

const section = (title: string, text: string | undefined) => (text ? [`## ${title}`, text] : []);

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

/** The comment of what a symbol names: of its first signature that has one. */
export function commentOf({ reflection }: PublicSymbol) {
  return reflection.comment ?? reflection.signatures?.find(({ comment }) => comment)?.comment;
}

function signatureText(name: string, signature: SignatureReflection): string {
  const parameters = (signature.parameters ?? []).map(parameterText);
  const types = (signature.typeParameters ?? []).map((parameter) => parameter.name).join(', ');
  const head = `${name}${types && `<${types}>`}`;
  const line = `${head}(${parameters.join(', ')}): ${signature.type}`;
  if (line.length <= 80) return line;
  return `${head}(\n${parameters.map((text) => `  ${text},\n`).join('')}): ${signature.type}`;
}

function sourceLink({ sources }: DeclarationReflection): string {
  const { fullFileName, line } = sources![0]!;
  return `[Its source](${repository}/${fullFileName.slice(repositoryRoot.length)}#L${line}).`;
}

/** The page of a function or a class. */
export function valuePage(reference: Reference, symbol: PublicSymbol): string {
  const { reflection, name } = symbol;
  const { links } = reference;
  const comment = commentOf(symbol);
  const signatures = reflection.signatures ?? [];
  const last = signatures.at(-1);
  const typeLink = reference.typeLink(symbol.package);
  const imports = symbol.specifiers.map((specifier) => `import { ${name} } from '${specifier}';`);
  const heading = reflection.kindOf(ReflectionKind.Class)
    ? `class ${name}${reflection.extendedTypes ? ` extends ${reflection.extendedTypes.join(', ')}` : ''}`
    : signatures.map((signature) => signatureText(name, signature)).join('\n');
  const results = [...new Set(signatures.map(({ type }) => String(type)))];
  const returned = tags(comment, '@returns', links)[0];
  const sees = tags(comment, '@see', links);
  return [
    frontMatter(`${name} (${symbol.package})`, summary(comment)),
    `# ${name}`,
    fenced('ts', `${imports.join('\n// or\n')}\n\n${heading}`),
    markdown(comment?.summary ?? [], links),
    reference.facts.get(symbol) ?? '',
    ...section('Plot', plotOf(`${symbol.package}/${name}`)),
    ...(last ? functionParts() : classParts()),
    ...section(
      'Errors',
      tags(comment, '@throws', links).map(sentence).map(withCodes).join('\n\n') ||
        'It throws nothing of its own.',
    ),
    ...section('Example', tags(comment, '@example', links).join('\n\n')),
    ...section('Sources', [...sees, sourceLink(reflection)].filter(Boolean).join('\n\n')),
  ].join('\n\n');

  function functionParts(): string[] {
    const rows = argumentRows(last?.parameters ?? [], links);
    const types = results.map((type) => typeCode(type, typeLink)).join(' or ');
    return [
      ...section('Arguments', rows.length > 0 ? table(rows, typeLink) : 'It takes none.'),
      ...section('Result', `${types}${returned ? `: ${returned}` : ''}`),
    ];
  }

  function classParts(): string[] {
    const own = (reflection.children ?? []).filter(({ flags }) => !flags.isExternal && !flags.isPrivate);
    const members = own.filter((member) => !member.kindOf(ReflectionKind.Constructor) && hasText(member));
    const made =
      own.find((member) => member.kindOf(ReflectionKind.Constructor))?.signatures?.[0]?.parameters ?? [];
    const rows = members.flatMap((member) => memberRows(member, links));
    return [
      ...section('Arguments', made.length > 0 ? table(argumentRows(made, links), typeLink) : undefined),
      ...section('Members', rows.length > 0 ? table(rows, typeLink) : undefined),
    ];
  }
}

const hasText = (member: DeclarationReflection) =>
  Boolean(member.comment ?? member.signatures?.[0]?.comment ?? member.getSignature?.comment);

/** Codes of errors as links to what they mean. */
const withCodes = (text: string) =>
  text.replace(
    new RegExp(`<code v-pre>(${errorCodes.join('|')})</code>`, 'g'),
    (found, code: string) => `[${found}](/reference/errors#${code.toLowerCase().replaceAll('_', '-')})`,
  );

const sentence = (text: string) => (/[.:]$/.test(text) ? text : `${text}.`);

/** The values that name a type in their signatures. */
function usersOf(reference: Reference, type: PublicSymbol): PublicSymbol[] {
  const word = new RegExp(`\\b${type.name}\\b`);
  return reference
    .of(type.package)
    .filter(
      ({ isType, reflection }) =>
        !isType &&
        (reflection.signatures ?? []).some((signature) =>
          word.test([signature.type, ...(signature.parameters ?? []).map(({ type: own }) => own)].join(' ')),
        ),
    );
}

/** The page of a package's types. */
export function typesPage(reference: Reference, name: string): string {
  const types = reference.of(name).filter(({ isType }) => isType);
  const { links } = reference;
  const typeLink = reference.typeLink(name);
  const parts = types.flatMap((type) => {
    const users = usersOf(reference, type);
    const used = users.map((user) => `[\`${user.name}\`](${reference.href(user)})`).join(', ');
    const members = type.reflection.kindOf(ReflectionKind.Interface)
      ? type.reflection.children
      : membersOf(type.reflection.type);
    const isListed = users.length === 1 && /Options|Config|Inputs$/.test(type.name);
    return [
      `## ${type.name} {#${type.name}}`,
      markdown(type.reflection.comment?.summary ?? [], links),
      type.reflection.type && !members ? typeCode(String(type.reflection.type), typeLink) : '',
      isListed
        ? `Its members are listed with ${used}.`
        : [
            members
              ? table(
                  members.flatMap((member) => memberRows(member, links)),
                  typeLink,
                )
              : '',
            used && `Used by ${used}.`,
          ].join('\n\n'),
    ];
  });
  return [
    frontMatter(`Types (${name})`, `The types that @backdropjs/${name} exports.`),
    `# Types of @backdropjs/${name}`,
    `For TypeScript users: what \`@backdropjs/${name}\` exports as types. Options are listed with the function that takes them.`,
    ...parts,
  ].join('\n\n');
}

/** The page of a package: its values by entry point. */
export function packagePage(reference: Reference, name: string, description: string): string {
  const values = reference.of(name).filter(({ isType }) => !isType);
  const specifiers = [...new Set(values.map(({ specifiers: [first] }) => first!))];
  return [
    frontMatter(`@backdropjs/${name}`, description),
    `# @backdropjs/${name}`,
    `Every name that the package exports. ${description}`,
    ...specifiers.flatMap((specifier) => [
      `## ${specifier}`,
      indexTable(
        values.filter(({ specifiers: [first] }) => first === specifier),
        '.',
        reference,
      ),
    ]),
    '## Types',
    `[The types of the package](./types), ${reference.of(name).filter(({ isType }) => isType).length} of them, are on one page.`,
  ].join('\n\n');
}

function indexTable(values: readonly PublicSymbol[], folder: string, reference: Reference): string {
  const rows = values.map((value) => {
    const page = pageOf(value, reference.symbols).replace(`${value.package}/`, `${folder}/`);
    return `| [\`${value.name}\`](${page}) | ${summary(commentOf(value)).replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*')} |`;
  });
  return ['| name | what it is |', '| --- | --- |', ...rows].join('\n');
}

/** The page of all packages. */
export function allPage(reference: Reference, packages: readonly string[]): string {
  return [
    frontMatter('Reference', 'Every name that the packages of Backdrop.js export.'),
    '# Reference',
    'For those who look something up: every function and class of the five packages, with formula, arguments, result, errors and an example that a test runs. [Errors](./errors) explains the messages.',
    "<script setup>\nimport ReferenceFilter from '../.vitepress/theme/ReferenceFilter.vue';\n</script>\n\n<ReferenceFilter />",
    ...packages.flatMap((name) => [
      `## ${name} {#${name}}`,
      `[\`@backdropjs/${name}\`](./${name}/) and [its types](./${name}/types).`,
      indexTable(
        reference.of(name).filter(({ isType }) => !isType),
        `./${name}`,
        reference,
      ),
    ]),
    '## Next',
    '[Errors](./errors), [troubleshooting](/troubleshooting), or [the glossary](/learn/glossary).',
  ].join('\n\n');
}

/** What a name lacks of what its page must have. */
export function missingParts(symbol: PublicSymbol, exempt: Readonly<Record<string, string>>): string[] {
  const comment = commentOf(symbol);
  const text = (comment?.summary ?? []).map((part) => part.text).join('');
  const isFunction = Boolean(symbol.reflection.signatures);
  return [
    ...(summary(comment) ? [] : ['a summary']),
    ...(text.includes('$$') !== symbol.name in exempt
      ? []
      : ['a formula, or an entry in reference-without-formula.json (not both)']),
    ...(!isFunction || comment?.getTag('@returns') ? [] : ['@returns']),
    ...(!isFunction || comment?.getTag('@throws') ? [] : ['@throws']),
    ...(!isFunction || comment?.getTag('@example') ? [] : ['@example']),
    ...(symbol.reflection.signatures?.at(-1)?.parameters ?? [])
      .filter((parameter) => !parameter.comment && !membersOf(parameter.type))
      .map(({ name }) => `@param ${name}`),
  ];
}
