/**
 * Packing into panels. Left panels hold 4 rows (or columns) of A interleaved: for each k, 4 floats. Right panels hold
 * 8 columns of B: for each k, 8 floats. Entries past the edge of a matrix are arbitrary in left panels (their results are
 * discarded) and zero in right panels.
 */

/** Is the quad of taps at `offsets` one run of 16 bytes? */
function isRun(offsets: usize): bool {
  const o = load<usize>(offsets);
  return (
    load<usize>(offsets, 4) === o + 4 &&
    load<usize>(offsets, 8) === o + 8 &&
    load<usize>(offsets, 12) === o + 12
  );
}

/** Transposes the 4 x 4 block whose rows start at the four addresses into `target`. */
function transpose(r0: usize, r1: usize, r2: usize, r3: usize, target: usize, step: usize): void {
  const a = v128.load(r0);
  const b = v128.load(r1);
  const c = v128.load(r2);
  const d = v128.load(r3);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(target + step, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(target + 2 * step, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5));
  v128.store(target + 3 * step, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7));
}

/** One float of each of four rows. */
function gather(r0: usize, r1: usize, r2: usize, r3: usize): v128 {
  let v = v128.load32_zero(r0);
  v = v128.load_lane<f32>(r1, v, 1);
  v = v128.load_lane<f32>(r2, v, 2);
  return v128.load_lane<f32>(r3, v, 3);
}

/** A left panel of `count` taps (a table of byte offsets) of four windows. */
export function packWindows(
  w0: usize,
  w1: usize,
  w2: usize,
  w3: usize,
  offsets: usize,
  count: i32,
  panel: usize,
): void {
  const step = w1 - w0;
  const end = panel + ((count as usize) << 4);
  if ((step === 4 || step === 8) && w2 - w1 === step && w3 - w2 === step) {
    // One channel, stride 1 or 2: a tap's four values are (every second one of) neighbors.
    if (step === 4) {
      for (; panel < end; panel += 16, offsets += 4) v128.store(panel, v128.load(w0 + load<usize>(offsets)));
    } else {
      for (; panel < end; panel += 16, offsets += 4) {
        const w = w0 + load<usize>(offsets);
        // The second load ends exactly at the fourth value: nothing past it may be read.
        v128.store(panel, v128.shuffle<f32>(v128.load(w), v128.load(w, 12), 0, 2, 5, 7));
      }
    }
    return;
  }
  while (panel < end) {
    const o = load<usize>(offsets);
    if (panel + 64 <= end && isRun(offsets)) {
      transpose(w0 + o, w1 + o, w2 + o, w3 + o, panel, 16);
      panel += 64;
      offsets += 16;
    } else {
      v128.store(panel, gather(w0 + o, w1 + o, w2 + o, w3 + o));
      panel += 16;
      offsets += 4;
    }
  }
}

/** A left panel of four taps of `count` windows: one float of each tap for each window. */
export function packTaps(windows: usize, count: i32, offsets: usize, panel: usize): void {
  const end = panel + ((count as usize) << 4);
  const o0 = load<usize>(offsets);
  if (isRun(offsets)) {
    for (; panel < end; panel += 16, windows += 4) v128.store(panel, v128.load(load<usize>(windows) + o0));
    return;
  }
  const o1 = load<usize>(offsets, 4);
  const o2 = load<usize>(offsets, 8);
  const o3 = load<usize>(offsets, 12);
  // Two runs, as at the end of a row of the filter, are two loads; what these read besides lies between the runs.
  if (o2 === o1 + 4 && o3 === o2 + 4 && o1 > o0) {
    for (; panel < end; panel += 16, windows += 4) {
      const w = load<usize>(windows);
      v128.store(panel, v128.load_lane<f32>(w + o0, v128.load(w + o1 - 4), 0));
    }
  } else if (o1 === o0 + 4 && o2 === o1 + 4 && o3 > o2) {
    for (; panel < end; panel += 16, windows += 4) {
      const w = load<usize>(windows);
      v128.store(panel, v128.load_lane<f32>(w + o3, v128.load(w + o0), 3));
    }
  } else if (o1 === o0 + 4 && o3 === o2 + 4) {
    for (; panel < end; panel += 16, windows += 4) {
      const w = load<usize>(windows);
      v128.store(panel, v128.load_lane<i64>(w + o2, v128.load64_zero(w + o0), 1));
    }
  } else {
    for (; panel < end; panel += 16, windows += 4) {
      const w = load<usize>(windows);
      v128.store(panel, gather(w + o0, w + o1, w + o2, w + o3));
    }
  }
}

/** A left panel of rows of A: `k` floats from each of four addresses. */
export function packRows(r0: usize, r1: usize, r2: usize, r3: usize, k: i32, panel: usize): void {
  for (; k >= 4; k -= 4, panel += 64) {
    transpose(r0, r1, r2, r3, panel, 16);
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
  }
  for (; k; k--, panel += 16) {
    v128.store(panel, gather(r0, r1, r2, r3));
    r0 += 4;
    r1 += 4;
    r2 += 4;
    r3 += 4;
  }
}

/** A left panel of columns of a matrix: `columns` (1 to 4) floats at `source` and every `stride` bytes, `k` times. */
export function packColumns(source: usize, stride: usize, columns: i32, k: i32, panel: usize): void {
  if (columns >= 4) {
    for (; k; k--, panel += 16, source += stride) v128.store(panel, v128.load(source));
    return;
  }
  for (; k; k--, panel += 16, source += stride) {
    for (let i: usize = 0; i < (columns as usize); i++) store<f32>(panel + 4 * i, load<f32>(source + 4 * i));
  }
}

/** A right panel of row-major B: `columns` (1 to 8) floats at `source` and every `stride` bytes, `k` times. */
export function packRight(source: usize, stride: usize, columns: i32, k: i32, panel: usize): void {
  if (columns >= 8) {
    for (; k; k--, panel += 32, source += stride) {
      v128.store(panel, v128.load(source));
      v128.store(panel, v128.load(source, 16), 16);
    }
    return;
  }
  for (; k; k--, panel += 32, source += stride) {
    let i: usize = 0;
    v128.store(panel, f32x4.splat(0), 16);
    if (columns >= 4) {
      v128.store(panel, v128.load(source));
      i = 4;
    } else {
      v128.store(panel, f32x4.splat(0));
    }
    for (; i < (columns as usize); i++) store<f32>(panel + 4 * i, load<f32>(source + 4 * i));
  }
}

/** A right panel of transposed B: `columns` (1 to 8) rows of `k` floats, `stride` bytes apart. */
export function packRightTransposed(source: usize, stride: usize, columns: i32, k: i32, panel: usize): void {
  if (columns >= 8) {
    for (; k >= 4; k -= 4, panel += 128, source += 16) {
      const fifth = source + 4 * stride;
      transpose(source, source + stride, source + 2 * stride, source + 3 * stride, panel, 32);
      transpose(fifth, fifth + stride, fifth + 2 * stride, fifth + 3 * stride, panel + 16, 32);
    }
  }
  for (; k; k--, panel += 32, source += 4) {
    v128.store(panel, f32x4.splat(0));
    v128.store(panel, f32x4.splat(0), 16);
    for (let i: usize = 0; i < (columns as usize); i++)
      store<f32>(panel + 4 * i, load<f32>(source + i * stride));
  }
}

/** A right panel of the listed rows [first, first + k) of a matrix (of all its rows when `rows` is 0). */
export function packRightRows(
  source: usize,
  stride: usize,
  rows: usize,
  first: i32,
  columns: i32,
  k: i32,
  panel: usize,
): void {
  if (!rows) {
    packRight(source + (first as usize) * stride, stride, columns, k, panel);
    return;
  }
  rows += (first as usize) << 2;
  for (; k; k--, rows += 4, panel += 32) {
    packRight(source + (load<u32>(rows) as usize) * stride, stride, columns, 1, panel);
  }
}
