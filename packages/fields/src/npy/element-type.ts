import { check } from '../check';
import { ELEMENT_TYPES, NATIVE_ORDER, type NpyData } from './types';

/** How elements are stored. */
export interface ElementType {
  /** The array of their stored form. */
  readonly array: new (
    buffer: ArrayBuffer,
  ) => NpyData;
  /** Bytes whose order may be reversed: of a complex number each part by itself. */
  readonly unit: number;
  /** Numbers for each element: 2 if it is complex. */
  readonly parts: number;
  readonly swapped: boolean;
  readonly half: boolean;
}

/** NumPy's other names of its types. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ '?': 'b1', bool: 'b1', b: 'i1', B: 'u1', h: 'i2', H: 'u2', i: 'i4', I: 'u4', q: 'i8', Q: 'u8' },
  ...{ e: 'f2', f: 'f4', d: 'f8', F: 'c8', D: 'c16', half: 'f2', single: 'f4', double: 'f8' },
  ...{
    int8: 'i1',
    uint8: 'u1',
    int16: 'i2',
    uint16: 'u2',
    int32: 'i4',
    uint32: 'u4',
    int64: 'i8',
    uint64: 'u8',
  },
  ...{ float16: 'f2', float32: 'f4', float64: 'f8', complex64: 'c8', complex128: 'c16' },
};

/** What a descr of NumPy means: an order of bytes, if any, and a type by one of its names. */
export function readElementType(descr: string): ElementType {
  const [, order, name] = /^([<>=|]?)(.*)$/s.exec(descr)!;
  const type = Object.hasOwn(NAMES, name!) ? NAMES[name!]! : name!;
  const swapped = (order === '<' || order === '>') && order !== NATIVE_ORDER;
  const stored = { b1: 'u1', f2: 'u2', c8: 'f4', c16: 'f8' }[type] ?? type;
  if (!Object.hasOwn(ELEMENT_TYPES, stored)) {
    check(
      false,
      'fromNpy',
      `elements must be of type b1, f2, c8, c16, ${Object.keys(ELEMENT_TYPES).join(', ')}`,
      descr,
      'convert with astype in NumPy',
      'string',
    );
  }
  const array = ELEMENT_TYPES[stored as keyof typeof ELEMENT_TYPES];
  return {
    array,
    unit: array.BYTES_PER_ELEMENT,
    parts: type[0] === 'c' ? 2 : 1,
    swapped,
    half: type === 'f2',
  };
}
