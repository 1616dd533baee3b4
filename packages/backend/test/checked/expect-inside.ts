import { afterAll, expect } from 'vitest';
import { refused } from './check-kernels';

afterAll(() => {
  expect(refused()).toEqual([]);
});
