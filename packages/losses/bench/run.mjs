// How fast the losses are, beside NumPy and PyTorch where they are installed: after a build,
// `pnpm --filter @backdropjs/losses bench [--json] [--n 1000000]`. Every figure is the smallest of several trials, and the
// trials of what is compared (the losses and NumPy's argsort of as many numbers) are taken in turns, so that a busy machine
// slows both. Memory counts every byte of every typed array allocated during a call, the result among them.
import { cpus } from 'node:os';
import * as losses from '../dist/index.js';
import { allocatedBytes } from './allocations.mjs';
import { normals, uniforms } from './data.mjs';
import { startPeer } from './peer.mjs';

const argument = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const n = argument('--n', 1_000_000);
const rounds = argument('--rounds', 5);

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

const peer = await startPeer(n);
const timed = [];
for (const [name, run] of Object.entries(cases)) {
  run();
  let milliseconds = Infinity;
  let argsort = Infinity;
  for (let round = 0; round < rounds; round++) {
    if (peer.argsort) argsort = Math.min(argsort, await peer.argsort());
    const start = performance.now();
    run();
    milliseconds = Math.min(milliseconds, performance.now() - start);
  }
  timed.push({ name, milliseconds, argsort });
}
const result = {
  machine: cpus()[0].model,
  node: process.version,
  n,
  peers: peer.versions,
  losses: timed.map(({ name, milliseconds, argsort }) => ({
    name,
    milliseconds,
    argsortMilliseconds: peer.argsort ? argsort : null,
    timesArgsort: peer.argsort ? milliseconds / argsort : null,
    bytesPerScore: allocatedBytes(cases[name]) / n,
  })),
  torchPairMatrix: peer.torch ? await peer.torch() : null,
};
peer.stop();

if (process.argv.includes('--json')) console.log(JSON.stringify(result));
else {
  const ms = (value) => value.toFixed(1).padStart(9);
  console.log(`n = ${n}, ${result.machine}, Node ${result.node}`);
  console.log(peer.argsort ? `beside NumPy ${peer.versions.numpy}'s argsort` : 'NumPy: not installed');
  for (const { name, milliseconds, argsortMilliseconds, timesArgsort, bytesPerScore } of result.losses) {
    const ratio =
      timesArgsort === null
        ? ''
        : `${timesArgsort.toFixed(2).padStart(7)} x argsort (${ms(argsortMilliseconds).trim()})`;
    console.log(
      `${name.padEnd(36)}${ms(milliseconds)} ms${ratio}${bytesPerScore.toFixed(0).padStart(6)} bytes a score`,
    );
  }
  if (result.torchPairMatrix) {
    for (const [size, milliseconds] of Object.entries(result.torchPairMatrix)) {
      const name = `PyTorch ${peer.versions.torch}, pair matrix, n = ${size}`;
      console.log(`${name.padEnd(44)}${ms(milliseconds)} ms`);
    }
  } else console.log('PyTorch: not installed');
}
