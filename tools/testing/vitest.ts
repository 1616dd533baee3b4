// Vitest settings shared by every package: tests run on TypeScript sources, never on dist.
import { defaultServerConditions } from 'vite';
import { defineProject, type UserWorkspaceConfig } from 'vitest/config';
import { bundledGradients } from './bundled-gradients';

const conditions = ['@backdropjs/source', ...defaultServerConditions];

/** Milliseconds. Only what hangs should fail: a busy machine takes many times as long as a quiet one. */
const timeout = 180_000;

/**
 * For packages whose tests leave nothing behind in the process: files share what they import, which takes half of the time.
 * The backend's tests change what tfjs registered, so each of their files needs modules of its own.
 */
export const sharedProcess = { isolate: false };

/** A vitest project for Node in which `@backdropjs/*` resolves to the packages' sources. */
export function nodeProject(name: string, test: UserWorkspaceConfig['test'] = {}) {
  return defineProject({
    plugins: [bundledGradients],
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
