import { expect, it, vi } from 'vitest';
import { registerLeanGradients } from '../../src/gradients/register-lean-gradients';

const names = vi.hoisted(() => [] as string[]);
vi.mock('../../src/gradients/wrap-gradient', () => ({ wrapGradient: (name: string) => names.push(name) }));
vi.mock('../../src/gradients/set-gradient', () => ({ setGradient: (name: string) => names.push(name) }));

it('no gradient is replaced twice: the second replacement would not count', () => {
  registerLeanGradients();
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
