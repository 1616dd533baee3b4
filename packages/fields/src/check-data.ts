import { check, isList } from './check';

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
