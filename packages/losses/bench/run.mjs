// How fast the losses are, beside NumPy's argsort of as many numbers and PyTorch's loss over all pairs, where they are
// installed: after a build, `pnpm --filter @backdropjs/losses bench [--json] [--n 1000000]`. Memory counts every byte of every
// typed array allocated during a call, the result among them.
import { fileURLToPath } from 'node:url';
import { compare, finish, isTrial, startPython } from '../../../tools/bench/bench.mjs';
import * as losses from '../dist/index.js';
import { allocatedBytes } from './allocations.mjs';
import { normals, uniforms } from './data.mjs';

const at = process.argv.indexOf('--n');
const n = at < 0 ? (isTrial ? 30_000 : 1_000_000) : Number(process.argv[at + 1]);

const scores = normals(n, 1);
const next = uniforms(2);
const labels = Float64Array.from(scores, () => (next() < 0.05 ? 1 : 0));
const relevance = Float64Array.from(scores, () => Math.floor(5 * next()));
const survival = {
  time: Float64Array.from(scores, () => next()),
  event: Float64Array.from(scores, () => (next() < 0.5 ? 1 : 0)),
};
const spread = scores.map((z) => 1e5 * z);
const single = Float32Array.from(scores);

const valueAndGrad =
  (loss, target, values = scores) =>
  () =>
    loss.valueAndGrad(values, target);
const cases = {
  'pairwise sigmoid': valueAndGrad(losses.pairwiseAucLoss(), labels),
  'pairwise sigmoid, float32 scores': valueAndGrad(losses.pairwiseAucLoss(), labels, single),
  'pairwise sigmoid, scores far apart': valueAndGrad(losses.pairwiseAucLoss(), labels, spread),
  'pairwise logistic': valueAndGrad(losses.pairwiseAucLoss({ surrogate: 'logistic' }), labels),
  'pairwise hinge': valueAndGrad(losses.pairwiseAucLoss({ surrogate: 'hinge' }), labels),
  'pairwise squared hinge': valueAndGrad(losses.pairwiseAucLoss({ surrogate: 'squaredHinge' }), labels),
  'pairwise square': valueAndGrad(losses.pairwiseAucLoss({ surrogate: 'square' }), labels),
  'pairwise exponential': valueAndGrad(losses.pairwiseAucLoss({ surrogate: 'exponential' }), labels),
  'partial AUC': valueAndGrad(losses.partialAucLoss({ maxFpr: 0.3 }), labels),
  'AUC margin': valueAndGrad(losses.aucMarginLoss(), labels),
  'average precision': valueAndGrad(losses.averagePrecisionLoss(), labels),
  'approximate NDCG': valueAndGrad(losses.approxNdcgLoss(), relevance),
  'listwise softmax': valueAndGrad(losses.listwiseSoftmaxLoss(), relevance),
  ListMLE: valueAndGrad(losses.listMleLoss(), relevance),
  'Cox, Breslow': valueAndGrad(losses.coxPartialLikelihoodLoss(), survival),
  'Cox, Efron': valueAndGrad(losses.coxPartialLikelihoodLoss({ ties: 'efron' }), survival),
  'soft concordance': valueAndGrad(losses.softConcordanceLoss(), survival),
  'Lovasz hinge': valueAndGrad(losses.lovaszHingeLoss(), labels),
  Dice: valueAndGrad(losses.diceLoss({ fromLogits: true }), labels),
  'soft rank': () => losses.softRank(scores).vjp(scores),
  'metric: ROC AUC': () => losses.rocAuc(scores, labels),
  'metric: average precision': () => losses.averagePrecision(scores, labels),
  'metric: NDCG': () => losses.ndcg(scores, relevance),
  'metric: concordance index': () => losses.concordanceIndex(scores, survival),
};

const python = await startPython([fileURLToPath(new URL('peer.py', import.meta.url))], ['numpy', 'torch']);
const { numpy, torch } = python.versions;
const rows = [];
const argsort = numpy && { ask: () => python.ask(`argsort ${n}`) };
for (const [name, ours] of Object.entries(cases)) {
  rows.push(await compare('losses', `${name}, n = ${n}`, ours, { 'NumPy argsort': argsort }));
}
for (const size of [1_000, 10_000, 30_000]) {
  const ours = valueAndGrad(losses.pairwiseAucLoss(), labels.subarray(0, size), scores.subarray(0, size));
  const pairs = torch && { ask: () => python.ask(`pairs ${size}`) };
  rows.push(await compare('losses', `pairwise sigmoid, n = ${size}`, ours, { 'PyTorch, all pairs': pairs }));
}
python.stop();
finish('losses', rows);
if (!process.argv.includes('--json')) {
  console.log('bytes allocated a score');
  for (const [name, run] of Object.entries(cases)) {
    console.log(`${name.padEnd(36)}${(allocatedBytes(run) / n).toFixed(0).padStart(6)}`);
  }
}
