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
      'tfjs 4.20',
      {
        '@tensorflow/tfjs-core': '4.20.0',
        '@tensorflow/tfjs-layers': '4.20.0',
        '@tensorflow/tfjs-backend-wasm': '4.20.0',
        '@tensorflow/tfjs-backend-cpu': '4.20.0',
      },
      /4\.20\.0.*4\.22/s,
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
    name: 'wrong: a wasm binary that is a page',
    programs: ['negative'],
    async run({ folder, browser }) {
      const root = join(folder, 'wrong-binary');
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
      const page =
        '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>';
      writeFileSync(join(root, 'public/index.html'), page);
      // A server of one-page applications answers every address with the page.
      for (const kind of ['', '-simd', '-threaded-simd'])
        writeFileSync(join(root, `public/tfjs-backend-wasm${kind}.wasm`), page);
      const { url, stop } = await serveFolder(join(root, 'public'));
      try {
        const { result } = await browser.open(url);
        if (!/setWasmPaths/.test(result) || !/not WebAssembly/.test(result))
          throw new Error(`must name setWasmPaths and that the answer was not WebAssembly, said: ${result}`);
        return { results: { negative: {} }, stderr: '', note: result };
      } finally {
        stop();
      }
    },
  },
];
