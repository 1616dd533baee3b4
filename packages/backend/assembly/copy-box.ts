/** What `copyBox` gets; in the order of `BOX` in src/module/structs.ts. */
@unmanaged
export class Box {
  /** How many blocks of rows, how many rows in each, how many bytes in each row: a multiple of 4. */
  blocks: i32;
  rows: i32;
  rowBytes: usize;
  /** The first row, and bytes from one row or block to the next. */
  source: usize;
  sourceRow: usize;
  sourceBlock: usize;
  target: usize;
  targetRow: usize;
  targetBlock: usize;
}

/** Copies rows that lie apart to rows that lie apart. */
export function copyBox(p: Box): void {
  for (let block: usize = 0; block < (p.blocks as usize); block++) {
    let source = p.source + block * p.sourceBlock;
    let target = p.target + block * p.targetBlock;
    for (let row = p.rows; row; row--, source += p.sourceRow, target += p.targetRow) {
      let at: usize = 0;
      for (; at + 16 <= p.rowBytes; at += 16) v128.store(target + at, v128.load(source + at));
      for (; at < p.rowBytes; at += 4) store<i32>(target + at, load<i32>(source + at));
    }
  }
}
