/** What the positions along one axis of a layer's output see of the input's axis of the same number. */
export interface AxisField {
  /** Length of the output along the axis; null when it is not known. */
  readonly positions: number | null;
  /** From the first to the last input that a position sees. */
  readonly size: number;
  /** Distance of what neighboring positions see. */
  readonly stride: number;
  /** Index of the first input that position 0 sees; negative when it starts in the padding. */
  readonly offset: number;
}

/** Fields by axis of the output. An axis that is missing has no positions: all of it may depend on all of the input. */
export type Fields = ReadonlyMap<number, AxisField>;

/** What a layer's output sees, and why there are no fields, if there are none. */
export interface Seen {
  readonly fields: Fields;
  readonly reason?: string | undefined;
}

/** A window that slides along an axis. */
export interface Window {
  /** From its first to its last input, dilation included. */
  readonly extent: number;
  readonly stride: number;
  /** Inputs that are added in front. */
  readonly padding: number;
}

/** The field of the outputs of a window over positions with a field. */
export function slide(
  field: AxisField,
  { extent, stride, padding }: Window,
  positions: number | null,
): AxisField {
  return {
    positions,
    size: field.size + (extent - 1) * field.stride,
    stride: field.stride * stride,
    offset: field.offset - padding * field.stride,
  };
}

/** The smallest fields that hold those of every branch, for axes along which the branches walk in step. */
export function union(branches: readonly Fields[]): Fields {
  const [first, ...rest] = branches;
  const joined = new Map<number, AxisField>();
  for (const [axis, field] of first ?? []) {
    const fields = [field, ...rest.flatMap((other) => other.get(axis) ?? [])];
    const inStep = fields.every(
      ({ stride, positions }) => stride === field.stride && positions === field.positions,
    );
    if (fields.length < branches.length || !inStep) continue;
    const offset = Math.min(...fields.map((other) => other.offset));
    const end = Math.max(...fields.map((other) => other.offset + other.size));
    joined.set(axis, { ...field, offset, size: end - offset });
  }
  return joined;
}
