import { at, fillPanel, Job, put, rowOf, WIDTH } from './job';

/** out_ic += sum_k a_ik ((b_kc - from_ic) scale), two rows and four columns at a time. */
export function pull(job: Job): void {
  const across = job.aAcross;
  const scale = f64x2.splat(job.scale);
  for (let c: i32 = 0; c < job.columns; c += WIDTH) {
    fillPanel(job, c);
    for (let i: i32 = 0; i < job.rows; i += 2) {
      let from = at(job, job.from, i, c);
      const fromLeft0 = v128.load(from);
      const fromRight0 = v128.load(from, 16);
      from = at(job, job.from, i + 1, c);
      const fromLeft1 = v128.load(from);
      const fromRight1 = v128.load(from, 16);
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
        left0 = f64x2.add(left0, f64x2.mul(x0, f64x2.mul(f64x2.sub(left, fromLeft0), scale)));
        right0 = f64x2.add(right0, f64x2.mul(x0, f64x2.mul(f64x2.sub(right, fromRight0), scale)));
        left1 = f64x2.add(left1, f64x2.mul(x1, f64x2.mul(f64x2.sub(left, fromLeft1), scale)));
        right1 = f64x2.add(right1, f64x2.mul(x1, f64x2.mul(f64x2.sub(right, fromRight1), scale)));
        p0 += across;
        p1 += across;
      }
      put(job, i, c, left0, right0);
      put(job, i + 1, c, left1, right1);
    }
  }
}
