import { fileURLToPath } from 'node:url';
import { testReadmeExamples } from '../../../tools/testing/readme';

testReadmeExamples(fileURLToPath(new URL('../README.md', import.meta.url)));
