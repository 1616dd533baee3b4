import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initBackend } from '@backdropjs/backend';
import { beforeAll, describe, expect, it } from 'vitest';
import * as core from '../src/index';
import * as layers from '../src/layers';
import * as nonDecomposable from '../src/non-decomposable';

const source = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.test)\.ts$/.test(file),
);
const examples = files.flatMap((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/^ \* ```ts\n([\s\S]*?)^ \* ```$/gm)].map(
    ([, block]) => [file, block!.replace(/^ \* ?/gm, '')] as const,
  );
});

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

describe('examples in docstrings run', () => {
  it.each(examples)('%s', async (_, example) => {
    const directory = mkdtempSync(fileURLToPath(new URL('.readme-', import.meta.url)));
    try {
      const file = join(directory, 'example.ts');
      writeFileSync(file, example);
      await import(/* @vite-ignore */ file);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

it('every exported function has an example', () => {
  const text = examples.map(([, example]) => example).join('\n');
  const functions = Object.keys({ ...core, ...layers, ...nonDecomposable }).filter((name) =>
    /^[a-z]/.test(name),
  );
  expect(functions.filter((name) => !text.includes(`${name}(`))).toEqual([]);
});
