import { at, fillPanel, Job, put, rowOf, WIDTH } from './job';

/**
 * out_ic += sum_k a_ik b_kc, four rows and four columns at a time: eight accumulators, two vectors of b and four broadcasts of a
 * fill the registers that V8 allocates.
 */
export function multiply(job: Job): void {
  const across = job.aAcross;
  for (let c: i32 = 0; c < job.columns; c += WIDTH) {
    fillPanel(job, c);
    for (let i: i32 = 0; i < job.rows; i += 4) {
      let o = at(job, job.out, i, c);
      let left0 = v128.load(o);
      let right0 = v128.load(o, 16);
      o = at(job, job.out, i + 1, c);
      let left1 = v128.load(o);
      let right1 = v128.load(o, 16);
      o = at(job, job.out, i + 2, c);
      let left2 = v128.load(o);
      let right2 = v128.load(o, 16);
      o = at(job, job.out, i + 3, c);
      let left3 = v128.load(o);
      let right3 = v128.load(o, 16);
      let p0 = rowOf(job, i);
      let p1 = rowOf(job, i + 1);
      let p2 = rowOf(job, i + 2);
      let p3 = rowOf(job, i + 3);
      let q = job.panel;
      for (let k = job.inner; k; k--, q += 32) {
        const left = v128.load(q);
        const right = v128.load(q, 16);
        const x0 = v128.load64_splat(p0);
        left0 = f64x2.add(left0, f64x2.mul(x0, left));
        right0 = f64x2.add(right0, f64x2.mul(x0, right));
        const x1 = v128.load64_splat(p1);
        left1 = f64x2.add(left1, f64x2.mul(x1, left));
        right1 = f64x2.add(right1, f64x2.mul(x1, right));
        const x2 = v128.load64_splat(p2);
        left2 = f64x2.add(left2, f64x2.mul(x2, left));
        right2 = f64x2.add(right2, f64x2.mul(x2, right));
        const x3 = v128.load64_splat(p3);
        left3 = f64x2.add(left3, f64x2.mul(x3, left));
        right3 = f64x2.add(right3, f64x2.mul(x3, right));
        p0 += across;
        p1 += across;
        p2 += across;
        p3 += across;
      }
      put(job, i, c, left0, right0);
      put(job, i + 1, c, left1, right1);
      put(job, i + 2, c, left2, right2);
      put(job, i + 3, c, left3, right3);
    }
  }
}
