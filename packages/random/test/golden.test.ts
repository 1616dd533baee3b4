import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tools/testing/golden';
import { threefry4x32 } from '../src/index';

interface Case {
  key: number[];
  counter: number[];
  output: number[];
}

const golden = readGolden<Record<string, unknown>>(
  fileURLToPath(new URL('.', import.meta.url)),
  'fields.json',
);

/** Descriptions, and the suites that the package fields maps. */
const elsewhere = ['format', 'origin', 'conventions', 'covariances', 'torus'];

describe('fields.json', () => {
  it('has no suite that is not mapped', () => {
    expect(Object.keys(golden).filter((name) => !elsewhere.includes(name))).toEqual(['threefry4x32_20']);
  });

  it.each((golden['threefry4x32_20'] as Case[]).map((entry, i) => [i, entry] as const))(
    'threefry4x32_20 %i',
    (_, { key, counter, output }) => {
      expect([...threefry4x32(key, counter)]).toEqual(output);
    },
  );
});
