import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { entryPoints } from './packages.mjs';

/**
 * What is wrong with a package's `sideEffects`: an entry point that calls others when it is imported, as by registering a layer, has
 * to be named there, or bundlers drop it; one that does not must not be named, or bundlers keep what nobody uses.
 *
 * @param {string} directory @param {import('./packages.mjs').Manifest} manifest @returns {Promise<string[]>}
 */
export async function sideEffectProblems(directory, manifest) {
  const folder = mkdtempSync(join(tmpdir(), 'backdropjs-bare-'));
  try {
    const problems = [];
    for (const { subpath, specifier, module } of entryPoints(manifest)) {
      const entry = join(folder, 'bare.mjs');
      writeFileSync(entry, `import ${JSON.stringify(join(directory, module))};\n`);
      const acts = await actsOnOthers(folder, entry);
      for (const file of [module, manifest.exports[subpath].require.default]) {
        const named = manifest.sideEffects !== false && manifest.sideEffects.includes(file);
        if (acts && !named)
          problems.push(`${specifier} acts when it is imported: sideEffects must name ${file}`);
        if (!acts && named)
          problems.push(`${specifier} does nothing when it is imported: sideEffects must not name ${file}`);
      }
    }
    return problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a bare import leaves code that calls other packages, when a bundler trusts no manifest of ours. */
async function actsOnOthers(root, entry) {
  const [{ output }] = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry, formats: ['es'], fileName: 'bare' },
      rollupOptions: {
        external: /^@(tensorflow|backdropjs)\//,
        treeshake: { moduleSideEffects: (id) => !/^@(tensorflow|backdropjs)\//.test(id) },
      },
    },
  });
  return output[0].imports.length > 0;
}
