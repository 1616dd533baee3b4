import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../packaging/packages.mjs';
import { loopbackRegistry } from './loopback.mjs';
import { serve } from './run.mjs';

/** A port that is free now. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts an empty registry on the loopback address, for our scope only: it knows no other registry. Programs that run in folders with
 * its .npmrc take our packages from it and all others from where the machine takes them.
 *
 * @param {string} folder - for what it stores
 * @returns {Promise<{ url: string, npmrc: string, stop: () => Promise<void> }>}
 */
export async function startRegistry(folder) {
  const url = `http://127.0.0.1:${await freePort()}/`;
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'config.yaml');
  writeFileSync(
    config,
    `storage: ${join(folder, 'storage')}
auth: { htpasswd: { file: ${join(folder, 'htpasswd')} } }
uplinks: {}
packages: { '@backdropjs/*': { access: $all, publish: $all } }
middlewares: { audit: { enabled: false } }
web: { enable: false }
log: { type: stdout, format: pretty, level: http }
`,
  );
  const require = createRequire(join(repositoryRoot, 'tools/package.json'));
  const bin = join(dirname(require.resolve('verdaccio/package.json')), 'bin/verdaccio');
  const { stop } = await serve(process.execPath, [bin, '--config', config, '--listen', url], /http address/, {
    cwd: folder,
  });
  return { ...loopbackRegistry(url), stop };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = mkdtempSync(join(tmpdir(), 'backdropjs-registry-'));
  const { url } = await startRegistry(folder);
  console.log(`${url} (stores in ${folder}; Ctrl-C ends it)`);
}
