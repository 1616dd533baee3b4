import { at, fillPanel, Job, put, rowOf, WIDTH } from './job';

/** out_ic += sum_k ((a_ik - b_kc) scale)^2, two rows and four columns at a time. */
export function squares(job: Job): void {
  const across = job.aAcross;
  const scale = f64x2.splat(job.scale);
  for (let c: i32 = 0; c < job.columns; c += WIDTH) {
    fillPanel(job, c);
    for (let i: i32 = 0; i < job.rows; i += 2) {
      let o = at(job, job.out, i, c);
      let left0 = v128.load(o);
      let right0 = v128.load(o, 16);
      o = at(job, job.out, i + 1, c);
      let left1 = v128.load(o);
      let right1 = v128.load(o, 16);
      let p0 = rowOf(job, i);
      let p1 = rowOf(job, i + 1);
      let q = job.panel;
      for (let k = job.inner; k; k--, q += 32) {
        const left = v128.load(q);
        const right = v128.load(q, 16);
        const x0 = v128.load64_splat(p0);
        const x1 = v128.load64_splat(p1);
        let d = f64x2.mul(f64x2.sub(x0, left), scale);
        left0 = f64x2.add(left0, f64x2.mul(d, d));
        d = f64x2.mul(f64x2.sub(x0, right), scale);
        right0 = f64x2.add(right0, f64x2.mul(d, d));
        d = f64x2.mul(f64x2.sub(x1, left), scale);
        left1 = f64x2.add(left1, f64x2.mul(d, d));
        d = f64x2.mul(f64x2.sub(x1, right), scale);
        right1 = f64x2.add(right1, f64x2.mul(d, d));
        p0 += across;
        p1 += across;
      }
      put(job, i, c, left0, right0);
      put(job, i + 1, c, left1, right1);
    }
  }
}
