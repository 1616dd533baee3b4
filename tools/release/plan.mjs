// What a push to main leads to: `next=version` while there are changesets, else `next=publish`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';

const waiting = readdirSync(join(repositoryRoot, '.changeset')).filter(
  (file) => file.endsWith('.md') && file !== 'README.md',
);
console.log(`next=${waiting.length > 0 ? 'version' : 'publish'}`);
