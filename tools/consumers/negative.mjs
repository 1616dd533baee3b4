// Wrong set-ups: each has to say what to do about it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../release/run.mjs';
import { serveFolder } from './browser.mjs';
import { installProject } from './folders.mjs';

const tell = (body) =>
  `try {\n${body}\n  console.log('NO ERROR');\n} catch (error) { console.log(error.message); }\n`;

async function says(folder, file, text, pattern) {
  writeFileSync(join(folder, file), text);
  const { stdout } = await run(process.execPath, [file], { cwd: folder, seconds: 120 });
  if (!pattern.test(stdout)) throw new Error(`must say ${pattern}, said: ${stdout}`);
  return { results: { negative: {} }, stderr: '', note: stdout.trim().split('\n').join(' ') };
}

/** @type {import('./index.mjs').Consumer[]} */
export const negative = [
  {
    name: 'wrong: a backend package that is missing',
    programs: ['negative'],
    run: ({ folder }) =>
      says(
        folder,
        'missing.mjs',
        `import { initBackend } from '@backdropjs/backend';\n${tell("await initBackend({ backends: ['webgl'] });")}`,
        /initBackend: .*tfjs-backend-webgl.*npm install @tensorflow\/tfjs-backend-webgl/s,
      ),
  },
  ...[
    [
      'tfjs 4.16',
      {
        '@tensorflow/tfjs-core': '4.16.0',
        '@tensorflow/tfjs-layers': '4.16.0',
        '@tensorflow/tfjs-backend-wasm': '4.16.0',
        '@tensorflow/tfjs-backend-cpu': '4.16.0',
      },
      /4\.17 or newer, got 4\.16\.0; .*npm install/s,
    ],
    [
      'two copies of tfjs-core',
      {
        '@tensorflow/tfjs-core': '4.22.0',
        '@tensorflow/tfjs-layers': '4.22.0',
        '@tensorflow/tfjs-backend-wasm': '4.22.0',
        '@tensorflow/tfjs-backend-cpu': '4.22.0',
        '@tensorflow/tfjs': '4.20.0',
      },
      /two copies|copies of @tensorflow\/tfjs-core/s,
    ],
  ].map(([name, tfjs, pattern]) => ({
    name: `wrong: ${name}`,
    programs: ['negative'],
    async run({ folder, npmrc, versions }) {
      const wrong = join(folder, '..', `wrong-${name.replace(/\W+/g, '-')}`);
      await installProject(
        wrong,
        { '@backdropjs/backend': versions.backend, '@backdropjs/operator': versions.operator, ...tfjs },
        `${npmrc}legacy-peer-deps=true\n`,
      );
      const first = /two/.test(name) ? "import '@tensorflow/tfjs';\n" : '';
      return says(
        wrong,
        'wrong.mjs',
        `${first}import { initBackend } from '@backdropjs/backend';\n${tell("await initBackend({ backends: ['wasm', 'cpu'] });")}`,
        pattern,
      );
    },
  })),
  {
    name: 'wrong: Node too old',
    programs: ['negative'],
    async run({ folder, runtimes, npmrc, versions }) {
      const wrong = join(folder, '../wrong-node');
      mkdirSync(wrong);
      writeFileSync(join(wrong, '.npmrc'), npmrc);
      const { stdout } = await run('npm', ['root', '--global'], { cwd: wrong });
      const { stderr } = await run(
        join(runtimes, 'node_modules/runtime-node-18/bin/node'),
        [
          join(stdout.trim(), 'npm/bin/npm-cli.js'),
          'install',
          `@backdropjs/random@${versions.random}`,
          '--no-audit',
          '--loglevel=warn',
        ],
        { cwd: wrong },
      );
      if (!/EBADENGINE[\s\S]*required: \{ node: '>=20\.19' \}/.test(stderr))
        throw new Error(`npm must say which Node is required, said: ${stderr}`);
      return { results: { negative: {} }, stderr: '', note: stderr.trim().replace(/\s+/g, ' ') };
    },
  },
  {
    name: 'wrong: wasm binaries that are not there, in Node',
    programs: ['negative'],
    run: ({ folder }) =>
      says(
        folder,
        'no-binary.mjs',
        `import { initBackend } from '@backdropjs/backend';\nimport { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';\nsetWasmPaths('/nowhere/');\n${tell("await initBackend({ backends: ['wasm'] });")}`,
        /initBackend: .*binary was not found.*setWasmPaths/s,
      ),
  },
  ...[
    ['wasm binaries that are not there', undefined, /at http.*404.*setWasmPaths/s],
    ['a page as the answer for wasm binaries', 'index.html', /not WebAssembly but text\/html.*setWasmPaths/s],
  ].map(([name, otherwise, pattern]) => ({
    name: `wrong: ${name}`,
    programs: ['negative'],
    async run({ folder, browser }) {
      const root = await wrongBinaries(folder, otherwise ? 'page' : 'nothing');
      const { url, stop } = await serveFolder(root, {}, otherwise);
      try {
        const { result } = await browser.open(url);
        if (!pattern.test(result)) throw new Error(`must say ${pattern}, said: ${result}`);
        return { results: { negative: {} }, stderr: '', note: result };
      } finally {
        stop();
      }
    },
  })),
];

/** A page without the binaries that its wasm backend asks for. */
async function wrongBinaries(folder, answer) {
  const root = join(folder, `wrong-binary-${answer}`);
  mkdirSync(root, { recursive: true });
  writeFileSync(
    join(root, 'main.mjs'),
    "import { initBackend } from '@backdropjs/backend';\nglobalThis.result = await initBackend({ backends: ['wasm'] }).then(() => 'NO ERROR', (error) => error.message);\n",
  );
  await run(
    join(folder, 'node_modules/@esbuild/linux-x64/bin/esbuild'),
    ['main.mjs', '--bundle', '--format=esm', '--outfile=public/main.js', '--log-level=error'],
    { cwd: root },
  );
  writeFileSync(
    join(root, 'public/index.html'),
    '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>',
  );
  return join(root, 'public');
}
