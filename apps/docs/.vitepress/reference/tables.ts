// Tables of arguments, options and members.
import { type DeclarationReflection, type ParameterReflection, ReflectionKind, type SomeType } from 'typedoc';
import { cell, code, type Links, markdown, typeCode } from './text';

/** A row of a table: what can be given, or what is there. */
interface Row {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly isOptional: boolean;
}

const withoutUndefined = (type: string) =>
  type.replace(/^undefined \| | \| undefined\b|\breadonly (?=\w+:)/g, '');

/** The members of a type that is written out here or that one of the packages declares; undefined where it has none. */
export function membersOf(type: SomeType | undefined): DeclarationReflection[] | undefined {
  switch (type?.type) {
    case 'reference': {
      const target = type.reflection as DeclarationReflection | undefined;
      if (target?.kindOf(ReflectionKind.Interface)) return target.children;
      if (target?.kindOf(ReflectionKind.TypeAlias)) return membersOf(target.type);
      if (type.name === 'Readonly' || type.name === 'Partial') return membersOf(type.typeArguments?.[0]);
      return undefined;
    }
    case 'reflection':
      return type.declaration.children;
    case 'array':
      // Lists of lists of numbers, which a type may name itself in, have no members.
      return interfaceMembers(type.elementType);
    case 'optional':
      return membersOf(type.elementType);
    case 'typeOperator':
      return membersOf(type.target);
    case 'intersection':
    case 'union': {
      const all = type.types.flatMap((part) => membersOf(part) ?? []);
      const names = new Set(all.map(({ name }) => name));
      // Alternatives that rule a member out name it as undefined.
      const members = [...names].map((name) => {
        const same = all.filter((member) => member.name === name);
        return same.find((member) => member.type?.toString() !== 'undefined') ?? same[0]!;
      });
      return members.length > 0 ? members : undefined;
    }
    default:
      return undefined;
  }
}

function interfaceMembers(type: SomeType): DeclarationReflection[] | undefined {
  const target =
    type.type === 'reference' ? (type.reflection as DeclarationReflection | undefined) : undefined;
  return target?.kindOf(ReflectionKind.Interface) ? target.children : undefined;
}

/** A member as a row, and those of a literal type that it has below it. */
export function memberRows(member: DeclarationReflection, links: Links, prefix = ''): Row[] {
  const signature = member.signatures?.[0];
  const comment = member.comment ?? signature?.comment ?? member.getSignature?.comment;
  const type = signature
    ? `(${(signature.parameters ?? []).map((parameter) => parameterText(parameter)).join(', ')}) => ${signature.type}`
    : withoutUndefined(String(member.type ?? member.getSignature?.type));
  const row = {
    name: prefix + member.name,
    type,
    text: markdown(comment?.summary ?? [], links),
    isOptional: member.flags.isOptional || (member.type?.toString().includes('undefined') ?? false),
  };
  const below = isLiteral(member.type) ? (membersOf(member.type) ?? []) : [];
  return [row, ...below.flatMap((inner) => memberRows(inner, links, `${row.name}.`))];
}

/** Whether a type is written out where it is used. */
function isLiteral(type: SomeType | undefined): boolean {
  if (type?.type === 'reflection') return true;
  return type?.type === 'union' && type.types.some((part) => part.type === 'reflection');
}

/** A parameter as in a signature. */
export function parameterText(parameter: ParameterReflection): string {
  const isOptional = parameter.flags.isOptional || parameter.defaultValue !== undefined;
  return `${parameter.flags.isRest ? '...' : ''}${parameter.name}${isOptional ? '?' : ''}: ${withoutUndefined(String(parameter.type))}`;
}

/** Whether the members of an argument are listed with it. */
function isListed(parameter: ParameterReflection): boolean {
  const text = String(parameter.type);
  return /\{|Options|Config|Inputs|Placement|Anisotropy/.test(text) || parameter.name === 'options';
}

/** The arguments of a function, with the members of options. */
export function argumentRows(parameters: readonly ParameterReflection[], links: Links): Row[] {
  return parameters.flatMap((parameter) => {
    const members = isListed(parameter) ? (membersOf(parameter.type) ?? []) : [];
    const isList = parameter.type?.type === 'array' || parameter.type?.type === 'typeOperator';
    return [
      {
        name: parameter.name,
        type: withoutUndefined(String(parameter.type)),
        text: markdown(parameter.comment?.summary ?? [], links) || (members.length > 0 ? 'As below.' : ''),
        isOptional: parameter.flags.isOptional || parameter.defaultValue !== undefined,
      },
      ...members.flatMap((member) => memberRows(member, links, `${parameter.name}${isList ? '[]' : ''}.`)),
    ];
  });
}

/** Rows as Markdown. */
export function table(rows: readonly Row[], typeLink: (name: string) => string | undefined): string {
  return [
    '| name | type | meaning |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ name, type, text, isOptional }) =>
        `| ${code(name)}${isOptional ? ' (optional)' : ''} | ${typeCode(type, typeLink)} | ${cell(text)} |`,
    ),
  ].join('\n');
}
