/** A table as text, for the terminal, Markdown and HTML alike. */
export interface Table {
  columns: readonly Column[];
  rows: readonly Row[];
}

export interface Column {
  name: string;
  /** Words go to the left, numbers to the right. */
  words?: boolean;
  /** Left out where room is short, on a terminal. */
  detail?: boolean;
}

export interface Row {
  cells: readonly string[];
  /** Whether the row only adds to the one above it, such as the reference's result. */
  minor?: boolean;
}

/** Where there is no value. */
export const none = '–';
