import { fail } from '../../check';
import { DataError } from '../data-error';

/** Names of the labels 0 to 9. */
export const classNames = [
  ...['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
] as const;

export type ClassName = (typeof classNames)[number];

export const side = 32;
const pixels = side * side;
const recordBytes = 1 + 3 * pixels;

export interface Records {
  labels: Uint8Array;
  /** Each image's 1024 red, 1024 green and 1024 blue values, rows first; views of the file's bytes. */
  images: Uint8Array[];
}

/** A batch of the binary version: a label and 3072 values a record; their number follows from the size. */
export function parseRecords(bytes: Uint8Array, file: string): Records {
  if (bytes.length === 0 || bytes.length % recordBytes !== 0) {
    const constraint = `${file} must hold whole records of ${recordBytes} bytes`;
    const remedy = 'it is cut short or another file: restore it';
    fail('parseRecords', constraint, `${bytes.length} bytes`, remedy, { kind: DataError });
  }
  const count = bytes.length / recordBytes;
  const labels = Uint8Array.from({ length: count }, (_, record) => bytes[record * recordBytes]!);
  const wrong = labels.findIndex((label) => label >= classNames.length);
  if (wrong !== -1) {
    const constraint = `the label of ${file}, record ${wrong}, must be from 0 to 9`;
    const remedy = 'the file is damaged: restore it';
    fail('parseRecords', constraint, String(labels[wrong]), remedy, { kind: DataError });
  }
  const images = Array.from({ length: count }, (_, record) =>
    bytes.subarray(record * recordBytes + 1, (record + 1) * recordBytes),
  );
  return { labels, images };
}
