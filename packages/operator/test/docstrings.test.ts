import { fileURLToPath } from 'node:url';
import { initBackend } from '@backdropjs/backend';
import { beforeAll } from 'vitest';
import { testDocstringExamples } from '../../../tools/testing/docstrings';
import * as core from '../src/index';
import * as layers from '../src/layers';
import * as masks from '../src/masks';
import * as noise from '../src/noise';
import * as nonDecomposable from '../src/non-decomposable';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

testDocstringExamples(
  fileURLToPath(new URL('.', import.meta.url)),
  core,
  layers,
  masks,
  noise,
  nonDecomposable,
);
