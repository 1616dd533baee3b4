/** First cell of a pooling window inside the image: `start` is the coordinate of cell 0, cells are `dilation` apart. */
export function firstCell(start: i32, dilation: i32): i32 {
  if (dilation === 1) return max(0, -start);
  return start < 0 ? (dilation - 1 - start) / dilation : 0;
}

/** One past the last cell of a pooling window inside an image of `size`. */
export function lastCell(start: i32, dilation: i32, cells: i32, size: i32): i32 {
  if (dilation === 1) return min(cells, max(0, size - start));
  return start >= size ? 0 : min(cells, (size - 1 - start) / dilation + 1);
}
