import { fileURLToPath } from 'node:url';
import { testDocstringExamples } from '../../../tools/testing/docstrings';
import * as main from '../src/index';
import * as math from '../src/math/index';
import * as unchecked from '../src/unchecked';

testDocstringExamples(fileURLToPath(new URL('.', import.meta.url)), main, math, unchecked);
