// How fast the losses are, beside NumPy's argsort of as many numbers and the same by scikit-learn and PyTorch, where they are
// installed: after a build, `pnpm --filter @backdropjs/losses bench [--json] [--n 1000000]`. Memory counts every byte of every
// typed array allocated during a call, the result among them.
import { fileURLToPath } from 'node:url';
import { compare, finish, isTrial, startPython } from '../../../tools/bench/bench.mjs';
import * as losses from '../dist/index.js';
import { useSimd } from '../dist/simd.js';
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

const python = await startPython(
  [fileURLToPath(new URL('peer.py', import.meta.url))],
  ['numpy', 'sklearn', 'torch'],
);
const { numpy, sklearn, torch } = python.versions;
const rows = [];
const argsort = numpy && { ask: () => python.ask(`argsort ${n}`) };
const metrics = {
  'metric: ROC AUC': 'roc_auc',
  'metric: average precision': 'average_precision',
  'metric: NDCG': 'ndcg',
};
for (const [name, ours] of Object.entries(cases)) {
  const same = sklearn && metrics[name] && { ask: () => python.ask(`${metrics[name]} ${n}`) };
  rows.push(
    await compare('losses', `${name}, n = ${n}`, ours, { 'NumPy argsort': argsort, 'scikit-learn': same }),
  );
}
// Lists of ten, of which none is without a positive.
const lists = {
  labels: labels.map((label, i) => (i % 10 ? label : 1)),
  groups: Uint32Array.from(scores, (_, i) => Math.floor(i / 10)),
};
const { pairwiseAucLoss, averagePrecisionLoss, approxNdcgLoss } = losses;
for (const make of [pairwiseAucLoss, averagePrecisionLoss, approxNdcgLoss]) {
  const loss = make({ onUndefined: 'skip' });
  const ours = () => loss.valueAndGrad(scores, lists.labels, { groups: lists.groups });
  rows.push(await compare('losses', `${loss.name}, n = ${n} in lists of 10`, ours));
}
const inPyTorch = (name, size) => ({
  'PyTorch float64': torch && { ask: () => python.ask(`${name} ${size}`) },
});
const classes = Float64Array.from(scores, () => Math.floor(5 * next()));
const probabilities = normals(5 * n, 3).map((z) => 1 / (5 + Math.exp(z)));
const lovasz = valueAndGrad(losses.lovaszSoftmaxLoss({ numClasses: 5 }), classes, probabilities);
rows.push(
  await compare('losses', `Lovasz softmax, n = ${n}, 5 classes`, lovasz, inPyTorch('lovasz_softmax', n)),
);
const dimension = 128;
const count = isTrial ? 100 : 1000;
const [x, y] = [4, 5].map((seed) => normals(count * dimension, seed));
const ofVectors = {
  InfoNCE: [losses.infoNceLoss(), 'info_nce'],
  MMD: [losses.mmdLoss({ bandwidth: 10 }), 'mmd'],
  'distance correlation': [losses.distanceCorrelationLoss(), 'distance_correlation'],
};
for (const how of ['', ', SIMD']) {
  if (how && !useSimd()) continue;
  for (const [name, [loss, peer]] of Object.entries(ofVectors)) {
    const ours = () => loss.valueAndGrad(x, y, { dimension });
    rows.push(
      await compare('losses', `${name}, ${count} vectors of 128${how}`, ours, inPyTorch(peer, count)),
    );
  }
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
