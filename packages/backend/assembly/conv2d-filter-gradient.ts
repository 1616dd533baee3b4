import { block, leftPanelBytes, prepareTemp, rightPanelBytes, rowTable, TEMP_BYTES } from './block';
import { Convolution, positionsPerImage, rowAt, tapCount } from './convolution';
import { COPY_IN, frameWindows } from './frames';
import { packRightRows, packTaps } from './pack';
import { imagesAtATime, isFramed, isPadded, paddingBytes, padImages } from './padding';
import { lines } from './simd';
import { ACCUMULATE, TILE_COLUMNS } from './tile';
import { locate, tapOffsets, tapTableBytes } from './windows';

/** Bytes of left panels to aim at: they stay in the level 2 cache. */
const LEFT_BYTES: i32 = 192 << 10;

/**
 * filter = transpose(windows of input) x output's gradient, summed over the listed positions in blocks: within a block the
 * windows' taps are the rows of A (packed four taps to a panel), the positions are the inner dimension.
 */
export function conv2dFilterGradient(c: Convolution): usize {
  const taps = tapCount(c);
  const columns = c.outputChannels;
  const leftPanels = (taps + 3) >> 2;
  const panels = (columns + 7) >> 3;
  const depth = max(32, min(256, (LEFT_BYTES / (leftPanels * 16)) & ~3));
  const leftStep = leftPanelBytes(depth);
  const rightStep = rightPanelBytes(depth);

  const table = c.scratch;
  const zero = table + lines(tapTableBytes(c));
  const temp = zero + 64;
  const filters = temp + TEMP_BYTES;
  const windows = filters + lines((taps as usize) * 4);
  const left = windows + lines((depth as usize) * 4);
  const right = left + (leftPanels as usize) * leftStep;
  const padded = right + lines((panels as usize) * rightStep);
  if (!c.scratch) return padded + paddingBytes(c, depth);

  const stride = (columns as usize) * 4;
  tapOffsets(c, table);
  memory.fill(zero, 0, 32);
  prepareTemp(temp);
  rowTable(c.filter, stride, taps, filters);
  const perImage = positionsPerImage(c);
  const together = imagesAtATime(c);
  let mode = 0;
  for (let image = 0; image < c.batch; image += together) {
    const images = min(together, c.batch - image);
    const begin = rowAt(c, image * perImage);
    const end = rowAt(c, (image + images) * perImage);
    if (begin === end) continue;
    if (isPadded(c)) padImages(c, image, images, padded);
    for (let first = begin; first < end; first += depth) {
      const count = min(depth, end - first);
      locate(c, isPadded(c) ? padded : c.input, isPadded(c) ? image : 0, first, count, windows);
      if (isFramed(c)) frameWindows(c, first, count, windows, padded, COPY_IN);
      for (let i = 0; i < leftPanels; i++) {
        packTaps(windows, count, table + ((i as usize) << 4), left + (i as usize) * leftStep);
      }
      for (let j = 0; j < panels; j++) {
        packRightRows(
          c.output + (j as usize) * 32,
          stride,
          c.rows && !c.compact ? c.rows : 0,
          first,
          columns - j * TILE_COLUMNS,
          count,
          right + (j as usize) * rightStep,
        );
      }
      block(left, leftStep, taps, right, rightStep, columns, count, zero, 0, filters, temp, mode);
      mode = ACCUMULATE;
    }
  }
  if (!mode) memory.fill(c.filter, 0, (taps as usize) * stride);
  return 0;
}
