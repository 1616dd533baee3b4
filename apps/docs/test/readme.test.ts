import { fileURLToPath } from 'node:url';
import { testReadmeExamples } from '../../../tools/testing/readme';

// The README of the repository, whose examples use several packages.
testReadmeExamples(
  fileURLToPath(new URL('../../../README.md', import.meta.url)),
  fileURLToPath(new URL('.', import.meta.url)),
);
