import {
  block,
  leftPanelBytes,
  MAX_DEPTH,
  padBias,
  prepareTemp,
  rightPanelBytes,
  rowsAtATime,
  rowTable,
  TEMP_BYTES,
} from './block';
import { Convolution, positionsPerImage, tapCount } from './convolution';
import { packRight, packWindows } from './pack';
import { imagesAtATime, isPadded, paddingBytes, padImages } from './padding';
import { lines } from './simd';
import { ACCUMULATE, TILE_COLUMNS, TILE_ROWS } from './tile';
import { locate, tapOffsets, tapTableBytes } from './windows';

/** Output positions whose windows are located, and at most packed, at a time. */
const BLOCK: i32 = 64;

/**
 * output = activation(bias + convolution(input, filter)): the windows of four positions at a time are packed into a left
 * panel, the filter is packed once into right panels.
 */
export function conv2d(c: Convolution): usize {
  const taps = tapCount(c);
  const columns = c.outputChannels;
  const panels = (columns + 7) >> 3;
  const depth = min(taps, MAX_DEPTH);
  const leftStep = leftPanelBytes(depth);
  const rightStep = rightPanelBytes(taps);

  const table = c.scratch;
  const right = table + lines(tapTableBytes(c));
  const bias = right + lines((panels as usize) * rightStep);
  const zero = bias + lines((panels as usize) * 32);
  const temp = zero + 64;
  const windows = temp + TEMP_BYTES;
  const outputs = windows + BLOCK * 4;
  const left = outputs + BLOCK * 4;
  const padded = left + (BLOCK / TILE_ROWS) * leftStep;
  if (!c.scratch) return padded + paddingBytes(c, 0);

  tapOffsets(c, table);
  for (let j = 0; j < panels; j++) {
    const source = c.filter + (j as usize) * 32;
    packRight(
      source,
      (columns as usize) * 4,
      columns - j * TILE_COLUMNS,
      taps,
      right + (j as usize) * rightStep,
    );
  }
  padBias(c.bias, columns, bias);
  memory.fill(zero, 0, 32);

  prepareTemp(temp);
  const group = taps === depth ? rowsAtATime(leftStep, (panels as usize) * rightStep, BLOCK) : BLOCK;
  const stride = (columns as usize) * 4;
  const perImage = positionsPerImage(c);
  const together = imagesAtATime(c);
  for (let image = 0; image < c.batch; image += together) {
    const images = min(together, c.batch - image);
    if (isPadded(c)) padImages(c, image, images, padded);
    const end = (image + images) * perImage;
    for (let first = image * perImage; first < end; first += BLOCK) {
      const count = min(BLOCK, end - first);
      locate(c, isPadded(c) ? padded : c.input, isPadded(c) ? image : 0, first, count, windows);
      rowTable(c.output + (first as usize) * stride, stride, count, outputs);
      // A last panel with fewer than four windows repeats the last one.
      for (let i = count; i & 3; i++) {
        store<usize>(windows + ((i as usize) << 2), load<usize>(windows + ((count - 1) << 2)));
      }
      for (let k = 0; k < taps; k += depth) {
        const pass = min(depth, taps - k);
        const last = k + pass === taps;
        for (let g = 0; g < count; g += group) {
          const rows = min(group, count - g);
          for (let i = 0; i < rows; i += TILE_ROWS) {
            const w = windows + (((g + i) as usize) << 2);
            packWindows(
              load<usize>(w),
              load<usize>(w, 4),
              load<usize>(w, 8),
              load<usize>(w, 12),
              table + ((k as usize) << 2),
              pass,
              left + ((i as usize) >> 2) * leftStep,
            );
          }
          block(
            left,
            leftStep,
            rows,
            right + (k as usize) * 32,
            rightStep,
            columns,
            pass,
            k ? zero : bias,
            k ? 0 : 32,
            outputs + ((g as usize) << 2),
            temp,
            (k ? ACCUMULATE : 0) | (last ? c.activation : 0),
          );
        }
      }
    }
  }
  return 0;
}
