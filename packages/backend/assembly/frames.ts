import { Convolution } from './convolution';
import { framePitch } from './padding';
import { addRow } from './sum-rows';

/**
 * Listed windows that leave the image. Copying whole images with their padding would cost as much for a few windows as for all
 * of them; instead each such window gets a frame, a copy of its own. Frames lie side by side in rows as long as an image's
 * (or a window's, if that is longer), so that the same table of tap offsets serves windows in frames and in images.
 */

/** Clears the frames. */
export const CLEAR: i32 = 0;
/** Fills the frames with what is under the windows, and zeros. */
export const COPY_IN: i32 = 1;
/** Adds the frames to what is under the windows. */
export const ADD_OUT: i32 = 2;

/**
 * For each of the listed rows [first, first + count) whose window leaves its image of `c.input`: does to its frame what `mode`
 * says, and puts the frame's address in `windows`.
 */
export function frameWindows(
  c: Convolution,
  first: i32,
  count: i32,
  windows: usize,
  frames: usize,
  mode: i32,
): void {
  const pitch = framePitch(c);
  const pixel = (c.inputChannels as usize) * 4;
  const across = (c.filterWidth as usize) * pixel;
  const sourcePitch = (c.inputWidth as usize) * pixel;
  let x: usize = 0;
  for (let i = first; i < first + count; i++, windows += 4) {
    const position = load<i32>(c.rows + ((i as usize) << 2));
    const line = position / c.outputWidth;
    const left = (position % c.outputWidth) * c.strideWidth - c.padLeft;
    const top = (line % c.outputHeight) * c.strideHeight - c.padTop;
    const bottom = top + c.filterHeight;
    const right = left + c.filterWidth;
    if (left >= 0 && top >= 0 && right <= c.inputWidth && bottom <= c.inputHeight) continue;
    if (x + across > pitch) {
      x = 0;
      frames += (c.filterHeight as usize) * pitch;
    }
    let frame = frames + x;
    store<usize>(windows, frame);
    x += across;
    const from = max(left, 0);
    const columns = min(right, c.inputWidth) - from;
    const inset = ((from - left) as usize) * pixel;
    let source =
      c.input +
      (((line / c.outputHeight) * c.inputHeight + top) as usize) * sourcePitch +
      (from as usize) * pixel;
    for (let y = top; y < bottom; y++, frame += pitch, source += sourcePitch) {
      if (mode !== ADD_OUT) memory.fill(frame, 0, across);
      if (mode === CLEAR || columns <= 0 || y < 0 || y >= c.inputHeight) continue;
      if (mode === COPY_IN) memory.copy(frame + inset, source, (columns as usize) * pixel);
      else addRow(frame + inset, source, columns * c.inputChannels);
    }
  }
}
