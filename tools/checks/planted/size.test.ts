// A size ceiling that is exceeded fails the tests of the package.
import { afterAll, afterEach, expect, it } from 'vitest';
import { WorkspaceCopy } from './workspace-copy';

const copy = new WorkspaceCopy();
afterEach(() => copy.restore());
afterAll(() => copy.remove());

const sizes = () =>
  copy.run('node_modules/.bin/vitest', 'run', '--project', 'random', 'packages/random/test/size.test.ts');

it('the packages as they are stay below', () => expect(sizes()).toMatchObject({ status: 0 }));

it('an entry that has grown fails', () => {
  // Digits that compress badly.
  const digits = Array.from({ length: 2000 }, (_, i) => (Math.imul(i, 2654435761) >>> 16) % 10).join('');
  copy.write(
    'packages/random/src/unchecked.ts',
    `${copy.read('packages/random/src/unchecked.ts')}export const planted = '${digits}';\n`,
  );
  const { status, text } = sizes();
  expect(status).toBe(1);
  expect(text).toMatch(/FAIL .*size\.test\.ts > \* from '@backdropjs\/random\/unchecked'/);
});
