import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import { testReadmeExamples } from '../../../tools/testing/readme';

// The guides of the packages, whose programs stand in them.
const folder = fileURLToPath(new URL('../packages', import.meta.url));

describe.each(readdirSync(folder))('%s', (page) =>
  testReadmeExamples(`${folder}/${page}`, fileURLToPath(new URL('.', import.meta.url))),
);
