import {
  Equal,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
  LogicalXor,
  NotEqual,
  zeros,
} from '@tensorflow/tfjs-core';
import { setGradient } from './set-gradient';

/**
 * Comparisons have gradient zero wherever they have one. tfjs has none for them and fails for every condition that depends on what the
 * gradient is taken of: `where(greater(x, 0), x, 0)`, thresholdedReLU, divNoNan.
 */
export function registerComparisonGradients(): void {
  for (const kernelName of [
    Equal,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    LogicalAnd,
    LogicalOr,
    LogicalXor,
    NotEqual,
  ]) {
    setGradient(kernelName, ['a', 'b'], (_dy, [a, b]) => ({
      a: () => zeros(a!.shape),
      b: () => zeros(b!.shape),
    }));
  }
  setGradient(LogicalNot, ['x'], (_dy, [x]) => ({ x: () => zeros(x!.shape) }));
}
