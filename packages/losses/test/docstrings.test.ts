import { fileURLToPath } from 'node:url';
import { testDocstringExamples } from '../../../tools/testing/docstrings';
import * as batches from '../src/batches';
import * as evaluation from '../src/evaluation';
import * as main from '../src/index';
import * as layers from '../src/layers';
import * as ranking from '../src/ranking';
import * as simd from '../src/simd';
import * as tfjs from '../src/tfjs';

testDocstringExamples(
  fileURLToPath(new URL('.', import.meta.url)),
  main,
  tfjs,
  batches,
  evaluation,
  layers,
  ranking,
  simd,
);
