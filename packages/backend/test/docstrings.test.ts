import { fileURLToPath } from 'node:url';
import { testDocstringExamples } from '../../../tools/testing/docstrings';
import * as main from '../src/index';
import * as layers from '../src/layers';
import * as wasm from '../src/wasm';

testDocstringExamples(fileURLToPath(new URL('.', import.meta.url)), main, layers, wasm);
