// The kernels with a question before every access to memory: may they? Made of the binary that is shipped, by its text.
import binaryen from 'assemblyscript/binaryen';

type Node = string | Node[];

/** An expression of the text format as nested lists. */
function parse(text: string): Node {
  const stack: Node[][] = [[]];
  for (const [token] of text.matchAll(/;;[^\n]*|"(?:[^"\\]|\\.)*"|[()]|[^\s()]+/g)) {
    if (token.startsWith(';;')) continue;
    if (token === '(') stack.push([]);
    else if (token === ')') {
      const done = stack.pop()!;
      stack.at(-1)!.push(done);
    } else stack.at(-1)!.push(token);
  }
  return stack[0]![0]!;
}

function print(node: Node): string {
  return typeof node === 'string' ? node : `(${node.map(print).join(' ')})`;
}

/** Bytes that an instruction reads or writes. */
function bytesOf(instruction: string): number {
  const bits = /(?:load|store)(\d+)/.exec(instruction)?.[1];
  if (bits) return Number(bits) / 8;
  return { i32: 4, f32: 4, i64: 8, f64: 8, v128: 16 }[instruction.split('.')[0]!]!;
}

let accesses = 0;

/** The same code, in which each address goes through `env.check`, and blocks are filled and copied by `env`. */
function guard(node: Node): Node {
  if (typeof node === 'string') return node;
  const [head, ...rest] = node.map(guard);
  if (head === 'memory.fill' || head === 'memory.copy') {
    accesses++;
    return ['call', `$${head.slice(7)}`, ...rest];
  }
  if (typeof head !== 'string' || !/^(i32|i64|f32|f64|v128)\.(load|store)/.test(head))
    return [head!, ...rest];
  accesses++;
  const offset = rest.find((atom) => typeof atom === 'string' && atom.startsWith('offset=')) as
    | string
    | undefined;
  const at = rest.findIndex((child) => typeof child !== 'string');
  const asked = [offset?.slice(7) ?? '0', `${bytesOf(head)}`].map((number) => ['i32.const', number]);
  rest[at] = ['call', '$check', rest[at]!, ...asked];
  return [head, ...rest];
}

const IMPORTS = [
  '(import "env" "check" (func $check (param i32 i32 i32) (result i32)))',
  '(import "env" "fill" (func $fill (param i32 i32 i32)))',
  '(import "env" "copy" (func $copy (param i32 i32 i32)))',
];

/** The binary that asks, and how many instructions of it do. */
export function instrument(binary: Uint8Array): {
  bytes: Uint8Array<ArrayBuffer>;
  accesses: number;
  text: string;
  exports: string[];
} {
  const shipped = binaryen.readBinary(binary);
  const before = shipped.emitText();
  const [name, ...parts] = parse(before) as Node[];
  shipped.dispose();
  accesses = 0;
  const imported = (part: Node) => part[0] === 'import' || part[0] === 'type';
  const text = [
    ...parts.filter(imported).map(print),
    ...IMPORTS,
    ...parts.filter((part) => !imported(part)).map((part) => print(guard(part))),
  ];
  const exports = parts
    .flatMap((part) => (part[0] === 'export' ? [(part[1] as string).slice(1, -1)] : []))
    .sort();
  const checked = binaryen.parseText(`(${name} ${text.join('\n')})`);
  checked.setFeatures(binaryen.Features.All);
  const bytes = Uint8Array.from(checked.emitBinary());
  checked.dispose();
  return { bytes, accesses, text: before, exports };
}
