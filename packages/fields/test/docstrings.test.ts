import { fileURLToPath } from 'node:url';
import { testDocstringExamples } from '../../../tools/testing/docstrings';
import * as condition from '../src/condition';
import * as files from '../src/files';
import * as main from '../src/index';

testDocstringExamples(fileURLToPath(new URL('.', import.meta.url)), main, files, condition);
