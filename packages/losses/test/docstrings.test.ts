import { fileURLToPath } from 'node:url';
import { testDocstringExamples } from '../../../tools/testing/docstrings';
import * as main from '../src/index';
import * as tfjs from '../src/tfjs';

testDocstringExamples(fileURLToPath(new URL('.', import.meta.url)), main, tfjs);
