// The golden vectors where tfjs's heap cannot be reached, see compositions.test.ts.
import { vi } from 'vitest';
import './golden.test';

vi.mock(import('../src/native/native'), async (original) => ({
  ...(await original()),
  nativeOf: () => undefined,
}));
