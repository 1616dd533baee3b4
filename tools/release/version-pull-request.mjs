// Opens the pull request with the next versions and changelogs, or brings it up to date. Runs in the workflow: needs gh and GH_TOKEN.
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { pnpm, run } from './run.mjs';

const branch = 'release/next';
const title = 'Release';
const here = { cwd: repositoryRoot };

await pnpm(repositoryRoot, 'install', '--frozen-lockfile');
await pnpm(repositoryRoot, 'exec', 'changeset', 'version');
const versions = publicPackages().map(({ manifest: { name, version } }) => `- ${name} ${version}`);
const identity = [
  '-c',
  'user.name=github-actions[bot]',
  '-c',
  'user.email=41898282+github-actions[bot]@users.noreply.github.com',
];
await run('git', ['checkout', '-B', branch], here);
await run('git', ['add', '--all'], here);
await run('git', [...identity, 'commit', '--message', title], here);
// The checkout keeps no credentials: gh lends its token to this push alone.
const helper = ['-c', 'credential.helper=', '-c', 'credential.helper=!gh auth git-credential'];
await run('git', [...helper, 'push', '--force', 'origin', branch], here);
const body = `What merging this publishes:\n\n${versions.join('\n')}\n\nThe changelogs are in the change.`;
const { stdout } = await run(
  'gh',
  ['pr', 'list', '--head', branch, '--json', 'number', '--jq', '.[].number'],
  here,
);
const [number] = stdout.trim().split('\n').filter(Boolean);
if (number) await run('gh', ['pr', 'edit', number, '--title', title, '--body', body], here);
else
  await run(
    'gh',
    ['pr', 'create', '--base', 'main', '--head', branch, '--title', title, '--body', body],
    here,
  );
