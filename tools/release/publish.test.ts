// A rehearsal publishes to this machine or not at all.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { assertLoopback } from './loopback.mjs';
import { packBuilt } from './pack.mjs';
import { publish, publishToLoopback, toLoopback } from './publish.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'backdropjs-publish-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A tarball of nothing but a manifest. */
function tarball(manifest: object): string {
  mkdirSync(join(scratch, 'package'), { recursive: true });
  writeFileSync(
    join(scratch, 'package/package.json'),
    JSON.stringify({ exports: {}, license: 'MIT', ...manifest }),
  );
  const file = join(scratch, 'planted.tgz');
  execFileSync('tar', ['czf', file, '-C', scratch, 'package']);
  return file;
}

/** A registry that answers everything alike; closes after the call. */
async function answering(
  status: number,
  headers: Record<string, string>,
  call: (url: string) => Promise<void>,
) {
  const server = createServer((_, response) => response.writeHead(status, headers).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await call(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.close();
  }
}

it.each([
  'https://registry.example.org/',
  'http://127.0.0.1.example.org/',
  'http://localhost.example.org/',
  'http://10.0.0.1/',
])('refuses %s', async (url) => {
  await expect(assertLoopback(url)).rejects.toThrow(
    "publish: the registry's host must be 127.0.0.1 or ::1, got ",
  );
  const file = tarball({ name: '@backdropjs/random', version: '0.1.0' });
  await expect(publishToLoopback([file], url)).rejects.toThrow(/publish: /);
});

it('refuses a registry on this machine that sends elsewhere', () =>
  answering(302, { location: 'https://registry.example.org/' }, async (url) => {
    await expect(assertLoopback(url)).rejects.toThrow('got a redirect to https://registry.example.org/');
  }));

it('takes one that answers itself', () =>
  answering(200, {}, async (url) => {
    await expect(assertLoopback(url)).resolves.toBeUndefined();
  }));

it('refuses a manifest that names a registry', async () => {
  const publishConfig = { registry: 'https://registry.example.org/' };
  const file = tarball({ name: '@backdropjs/random', version: '0.1.0', publishConfig });
  await expect(publishToLoopback([file], 'http://127.0.0.1:9/')).rejects.toThrow(
    'got publishConfig.registry https://registry.example.org/',
  );
});

it('refuses a package without a version of its own, and one that lacks its papers', async () => {
  const loopback = 'http://127.0.0.1:9/';
  const unversioned = tarball({ name: '@backdropjs/random', version: '0.0.0' });
  await expect(publishToLoopback([unversioned], loopback)).rejects.toThrow('must have a version, got 0.0.0');
  const bare = tarball({ name: '@backdropjs/random', version: '0.1.0' });
  await expect(publishToLoopback([bare], loopback)).rejects.toThrow('is missing: LICENSE');
});

/** A registry that takes what it is sent, and remembers it. */
async function taking(): Promise<{ url: string; asked: string[]; close: () => void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    const found = request.method === 'PUT' || request.url === '/-/ping';
    request.resume().on('end', () => response.writeHead(found ? 200 : 404).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, close: () => void server.close() };
}

it.each([
  ['the .npmrc of the user', 'npmrc'],
  ['the environment', 'environment'],
])('publishes here also when %s names another registry for our scope', async (_, where) => {
  const file = tarball({ name: '@backdropjs/random', version: '0.1.0' });
  const [here, elsewhere] = [await taking(), await taking()];
  const userconfig = join(scratch, 'hostile-npmrc');
  const scope = `@backdropjs:registry=${elsewhere.url}/`;
  writeFileSync(
    userconfig,
    `${scope}\nregistry=${elsewhere.url}/\n${elsewhere.url.slice(5)}/:_authToken=own\n`,
  );
  if (where === 'npmrc') vi.stubEnv('npm_config_userconfig', userconfig);
  else vi.stubEnv('npm_config_@backdropjs:registry', `${elsewhere.url}/`);
  try {
    // Without the slash at its end, as people write it.
    await toLoopback(file, here.url, 'latest');
  } finally {
    vi.unstubAllEnvs();
    here.close();
    elsewhere.close();
  }
  expect(elsewhere.asked).toEqual([]);
  expect(here.asked).toContain('PUT /@backdropjs%2frandom Bearer loopback');
});

it('publishes nowhere else while the address of the repository is not decided', async () => {
  await expect(publish([], 'latest')).rejects.toThrow('must be decided, got a placeholder');
});

/** Runs the release on a folder of tarballs, for an address at which nobody listens. */
function release(folder: string): string {
  const args = ['tools/release/release.mjs', '--tarballs', folder, '--loopback', 'http://127.0.0.1:9/'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: repositoryRoot, encoding: 'utf8' });
  expect(status).toBe(1);
  return stderr;
}

it('publishes tarballs of these versions only, one of each package', () => {
  const folder = join(scratch, 'tarballs');
  mkdirSync(folder);
  const first = '@backdropjs/backend';
  const { version } = publicPackages().find(({ manifest }) => manifest.name === first)!.manifest;
  expect(release(folder)).toBe(
    `release: the tarballs must hold ${first} ${version} once, got none; pack this version\n`,
  );
  cpSync(tarball({ name: first, version: '9.9.9' }), join(folder, 'other.tgz'));
  expect(release(folder)).toContain('once, got 9.9.9;');
  for (const name of ['one', 'two']) cpSync(tarball({ name: first, version }), join(folder, `${name}.tgz`));
  expect(release(folder)).toContain(`once, got ${version}, 9.9.9, ${version};`);
});

it('packs into no folder that holds something', async () => {
  const folder = join(scratch, 'full');
  mkdirSync(folder);
  cpSync(tarball({ name: 'old', version: '1.0.0' }), join(folder, 'old.tgz'));
  await expect(packBuilt(repositoryRoot, folder)).rejects.toThrow(
    /^pack: the folder must be empty, got old\.tgz /,
  );
});

it('takes no address that is missing or misspelled for the registry of everybody', () => {
  for (const args of [['--loopback'], ['--lopback', 'http://127.0.0.1:9/']]) {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['tools/release/release.mjs', '--canary', ...args],
      {
        cwd: repositoryRoot,
        encoding: 'utf8',
      },
    );
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/argument missing|Unknown option/);
  }
});
