import {
  leftPanelBytes,
  MAX_DEPTH,
  prepareTemp,
  rightPanelBytes,
  rowsAtATime,
  TEMP_BYTES,
  tempRow,
  tileToTemp,
} from './block';
import { Convolution, positionsPerImage, rowAt, tapCount } from './convolution';
import { ADD_OUT, CLEAR, frameWindows } from './frames';
import { packRightTransposed, packRows } from './pack';
import { imageBytes, imagesInCache, isFramed, isPadded, paddingBytes, unpadImages } from './padding';
import { lines } from './simd';
import { ACCUMULATE, TILE_COLUMNS, TILE_ROWS, tiles } from './tile';
import { locate, tapOffsets, tapTableBytes } from './windows';

/** Output positions whose gradients are packed at a time. */
const BLOCK: i32 = 64;

/** Do the windows of all positions tile the image, without overlap, gap or border? Then each input is written once. */
function tilesExactly(c: Convolution): bool {
  return (
    !c.rows &&
    c.padTop === 0 &&
    c.padLeft === 0 &&
    c.dilationHeight === 1 &&
    c.dilationWidth === 1 &&
    c.strideHeight === c.filterHeight &&
    c.strideWidth === c.filterWidth &&
    c.outputHeight * c.strideHeight === c.inputHeight &&
    c.outputWidth * c.strideWidth === c.inputWidth
  );
}

/** Are the eight taps at `offsets` one run of 32 bytes? */
function isRunOf8(offsets: usize): bool {
  const first = load<usize>(offsets);
  for (let i: usize = 1; i < 8; i++) if (load<usize>(offsets + 4 * i) !== first + 4 * i) return false;
  return true;
}

/** Adds (or, without ACCUMULATE, writes) the first `taps` floats of a tile's row at their offsets from a window. */
function scatter(row: usize, window: usize, offsets: usize, taps: i32, mode: i32): void {
  for (; taps; taps--, row += 4, offsets += 4) {
    const target = window + load<usize>(offsets);
    const v = load<f32>(row);
    store<f32>(target, mode & ACCUMULATE ? load<f32>(target) + v : v);
  }
}

/**
 * input = output's gradient x transpose(filter), scattered over the windows of the listed positions. Each row of the product
 * goes straight to its window: there is no column matrix.
 */
export function conv2dInputGradient(c: Convolution): usize {
  const taps = tapCount(c);
  const channels = c.outputChannels;
  const panels = (taps + 7) >> 3;
  const depth = min(channels, MAX_DEPTH);
  const leftStep = leftPanelBytes(depth);
  const rightStep = rightPanelBytes(channels);

  const table = c.scratch;
  const zero = table + lines(tapTableBytes(c));
  const temp = zero + 64;
  const windows = temp + TEMP_BYTES;
  const left = windows + BLOCK * 4;
  const right = left + (BLOCK / TILE_ROWS) * leftStep;
  const padded = right + lines((panels as usize) * rightStep);
  if (!c.scratch) return padded + paddingBytes(c, BLOCK);

  const stride = (channels as usize) * 4;
  tapOffsets(c, table);
  memory.fill(zero, 0, 32);
  prepareTemp(temp);
  for (let j = 0; j < panels; j++) {
    const source = c.filter + (j as usize) * TILE_COLUMNS * stride;
    packRightTransposed(source, stride, taps - j * TILE_COLUMNS, channels, right + (j as usize) * rightStep);
  }

  const group = channels === depth ? rowsAtATime(leftStep, (panels as usize) * rightStep, BLOCK) : BLOCK;
  const overwrite = tilesExactly(c);
  const perImage = positionsPerImage(c);
  const together = imagesInCache(c);
  for (let image = 0; image < c.batch; image += together) {
    const images = min(together, c.batch - image);
    const target = isPadded(c) ? padded : c.input;
    const firstImage = isPadded(c) ? image : 0;
    if (!overwrite) {
      const cleared = target + ((image - firstImage) as usize) * imageBytes(c);
      memory.fill(cleared, 0, (images as usize) * imageBytes(c));
    }
    const end = rowAt(c, (image + images) * perImage);
    for (let first = rowAt(c, image * perImage); first < end; first += BLOCK) {
      const count = min(BLOCK, end - first);
      locate(c, target, firstImage, first, count, windows);
      if (isFramed(c)) frameWindows(c, first, count, windows, padded, CLEAR);
      for (let k = 0; k < channels; k += depth) {
        const pass = min(depth, channels - k);
        const mode = overwrite && k === 0 ? 0 : ACCUMULATE;
        for (let g = 0; g < count; g += group) {
          const rows = min(group, count - g);
          for (let i = 0; i < rows; i += TILE_ROWS) {
            const lastRow = count - 1;
            packRows(
              gradientRow(c, first + g + i) + ((k as usize) << 2),
              gradientRow(c, first + min(g + i + 1, lastRow)) + ((k as usize) << 2),
              gradientRow(c, first + min(g + i + 2, lastRow)) + ((k as usize) << 2),
              gradientRow(c, first + min(g + i + 3, lastRow)) + ((k as usize) << 2),
              pass,
              left + ((i as usize) >> 2) * leftStep,
            );
          }
          for (let j = 0; j < panels; j++) {
            const b = right + (j as usize) * rightStep + (k as usize) * 32;
            const offsets = table + ((j as usize) << 5);
            const run = j * TILE_COLUMNS + TILE_COLUMNS <= taps && isRunOf8(offsets);
            const offset = load<usize>(offsets);
            const w = windows + ((g as usize) << 2);
            const whole = run ? rows / TILE_ROWS : 0;
            tiles(left, leftStep, whole, b, pass, zero, w, offset, mode);
            const width = min(TILE_COLUMNS, taps - j * TILE_COLUMNS);
            for (let i = whole * TILE_ROWS; i < rows; i += TILE_ROWS) {
              tileToTemp(left + ((i as usize) >> 2) * leftStep, b, pass, zero, temp);
              for (let r = 0; r < min(TILE_ROWS, rows - i); r++) {
                const window = load<usize>(w + (((i + r) as usize) << 2));
                scatter(tempRow(temp, r), window, offsets, width, mode);
              }
            }
          }
        }
      }
      if (isFramed(c)) frameWindows(c, first, count, windows, padded, ADD_OUT);
    }
    if (isPadded(c)) unpadImages(c, image, images, padded);
  }
  return 0;
}

/** Address of the gradient of the listed row `i`. */
function gradientRow(c: Convolution, i: i32): usize {
  const row = c.rows && !c.compact ? load<i32>(c.rows + ((i as usize) << 2)) : i;
  return c.output + (row as usize) * (c.outputChannels as usize) * 4;
}
