import { expect, test } from 'vitest';
import { speed } from './speed';

test('names the packages that have benchmarks when asked for another one', () => {
  expect(() => speed({ only: ['backend', 'random-forest'] })).toThrow(
    /no benchmarks of random-forest; there are some of backend/,
  );
});
