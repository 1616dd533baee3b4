import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../../packaging/packages.mjs';

/** What a command did. */
export interface Outcome {
  status: number | null;
  /** Both of its outputs. */
  text: string;
}

/**
 * A copy of this checkout outside of it, in a git repository of its own, in which checks run on planted faults. Packages are as built
 * here; what is installed is shared with the checkout.
 */
export class WorkspaceCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'backdropjs-copy-'));
  /** What was written to where git does not look, as it was. */
  private readonly built = new Map<string, string>();

  constructor() {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
      cwd: repositoryRoot,
      encoding: 'utf8',
    });
    const built = readdirSync(join(repositoryRoot, 'packages')).map((folder) => `packages/${folder}/dist`);
    const links = ['packages', 'apps']
      .flatMap((parent) =>
        readdirSync(join(repositoryRoot, parent)).map((folder) => `${parent}/${folder}/node_modules`),
      )
      .concat('tools/node_modules');
    for (const path of [...files.trim().split('\n'), ...built, ...links]) {
      const from = join(repositoryRoot, path);
      if (existsSync(from)) {
        cpSync(from, join(this.root, path), {
          recursive: true,
          verbatimSymlinks: true,
          // Caches of vite, which its tests may be writing.
          filter: (file) => !/\/\.vite(-temp)?(\/|$)/.test(file),
        });
      }
    }
    symlinkSync(join(repositoryRoot, 'node_modules'), join(this.root, 'node_modules'));
    this.git('init', '-q', '-b', 'main');
    this.commit('as it is');
  }

  /** A file's text; that of one that is not there is empty. */
  read(path: string): string {
    const file = join(this.root, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    if (path.includes('/dist/') && !this.built.has(path)) this.built.set(path, this.read(path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Replaces a text that must be there. */
  edit(path: string, from: string | RegExp, to: string): void {
    const before = this.read(path);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`plant: ${path} must hold ${from}, got none; adapt the plant`);
    this.write(path, after);
  }

  run(command: string, ...args: string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.root,
      // pnpm must not mend what it finds installed here for other files: it would do so in the checkout.
      env: {
        ...process.env,
        ...{ NO_COLOR: '1', FORCE_COLOR: '0', pnpm_config_verify_deps_before_run: 'false' },
      },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return { status, text: `${stdout}${stderr}` };
  }

  git(...args: string[]): string {
    const identity = [
      '-c',
      'user.name=plant',
      '-c',
      'user.email=plant@localhost',
      '-c',
      'commit.gpgsign=false',
    ];
    const { status, text } = this.run('git', ...identity, ...args);
    if (status !== 0) throw new Error(`git ${args[0]} failed: ${text}`);
    return text.trim();
  }

  commit(message: string): void {
    this.git('add', '-A');
    this.git('commit', '-q', '--no-verify', '--allow-empty', '-m', message);
  }

  /** Takes back what was planted. */
  restore(): void {
    for (const [path, text] of this.built) {
      if (text === '') rmSync(join(this.root, path));
      else writeFileSync(join(this.root, path), text);
    }
    this.built.clear();
    this.git('reset', '-q', '--hard');
    this.git('clean', '-q', '-fd');
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
