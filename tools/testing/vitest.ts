// Vitest settings shared by every package: tests run on TypeScript sources, never on dist.
import { defaultServerConditions } from 'vite';
import { defineProject, type UserWorkspaceConfig } from 'vitest/config';

const conditions = ['@backdropjs/source', ...defaultServerConditions];

/** Milliseconds. Only what hangs should fail: a busy machine takes many times as long as a quiet one. */
const timeout = 180_000;

/** A vitest project for Node in which `@backdropjs/*` resolves to the packages' sources. */
export function nodeProject(name: string, test: UserWorkspaceConfig['test'] = {}) {
  return defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include: ['{src,test}/**/*.test.ts'],
      testTimeout: timeout,
      hookTimeout: timeout,
      ...test,
    },
  });
}
