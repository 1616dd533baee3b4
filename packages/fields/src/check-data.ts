import { check, isList } from './check';

/** What data and amplitudes are within: single precision still holds the fields made of them. */
export const MOST = 1e30;

/**
 * Throws unless data are a list of finite numbers; says where the first other one stands. With 'skip', NaN may be among them:
 * missing numbers.
 */
export function checkData(
  caller: string,
  name: string,
  data: ArrayLike<number>,
  missing: 'throw' | 'skip' = 'throw',
  remedy = '',
): void {
  check(isList(data), caller, `${name} must be a list of numbers`, data, '', 'list');
  for (let i = 0; i < data.length; i++) {
    const value: number = data[i]!;
    if (Number.isFinite(value) || (missing === 'skip' && Number.isNaN(value))) continue;
    check(false, caller, `${name}[${i}] must be finite`, value, Number.isNaN(value) ? remedy : '');
  }
}

/** Throws unless data are a list of finite numbers whose type holds fractions, as what is made of them is of the same type. */
export function checkFloats(caller: string, name: string, data: ArrayLike<number>): void {
  checkData(caller, name, data);
  // Of typed arrays, those of integers take 1.5 as 1, and those of big integers do not take it.
  const isFloat = Array.isArray(data) || (data as Float64Array)[Symbol.toStringTag].startsWith('Float');
  check(isFloat, caller, `${name} must hold fractions`, data, 'make it a Float64Array', 'float');
}
