/** The power of two that brings a positive number into [1, 2): products with it are exact. */
export function powerToUnit(value: number): number {
  return 2 ** Math.min(1023, -Math.floor(Math.log2(value)));
}
