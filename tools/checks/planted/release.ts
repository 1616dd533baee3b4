import type { WorkspaceCopy } from './workspace-copy';

/** Commits a first release of every package, at a version, as merging the version pull request does. */
export function release(copy: WorkspaceCopy, version = '0.1.0'): void {
  for (const folder of ['backend', 'fields', 'losses', 'operator', 'random']) {
    copy.edit(`packages/${folder}/package.json`, /"version": ".*"/, `"version": "${version}"`);
  }
  copy.git('rm', '-q', '--', '.changeset/*-release.md');
  copy.commit(`release ${version}`);
}

/** Writes a changeset. */
export function changeset(copy: WorkspaceCopy, folder: string, bump: 'patch' | 'minor' | 'major'): void {
  copy.write(`.changeset/planted-${folder}.md`, `---\n"@backdropjs/${folder}": ${bump}\n---\n\nPlanted.\n`);
}
