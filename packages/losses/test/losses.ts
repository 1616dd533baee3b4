// Every loss over scores, with inputs that suit it: the contract suite and the fuzz test run on this list.
import * as losses from '@backdropjs/losses';
import { approxNdcgAtKLoss, lambdaLoss, multiclassAucLoss, rankNetLoss } from '@backdropjs/losses/ranking';
import { normals, uniforms } from './random';

export interface Subject {
  readonly title: string;
  readonly loss: losses.Loss<never>;
  /** Labels for n items, in one array for each of the loss's targets. */
  labels(n: number, seed: number): number[][];
  /** Scores for n items; standard normal when not given. */
  scores?(n: number, seed: number): Float64Array<ArrayBuffer>;
  readonly takesWeights?: false;
  readonly takesGroups?: false;
  /** An integer weight is no repetition where a repeated item is a tie more. */
  readonly repeats?: false;
  /** Whether adding a constant to all scores changes nothing. */
  readonly isShiftInvariant?: true;
}

/** The labels as the loss takes them. */
export function asLabels(subject: Subject, columns: readonly losses.NumericArray[]): never {
  const [first, second] = columns;
  return (subject.loss.targets.length === 1 ? first! : { time: first!, event: second! }) as never;
}

/** 0 and 1, both present from n = 2 on. */
function binary(n: number, seed: number): number[][] {
  const next = uniforms(seed + 1000);
  return [Array.from({ length: n }, (_, i) => (i < 2 ? i : Math.floor(2 * next())))];
}

/** Numbers in [0, 1], as soft targets; the first two are 0 and 1. */
function soft(n: number, seed: number): number[][] {
  const next = uniforms(seed + 1000);
  return [Array.from({ length: n }, (_, i) => (i < 2 ? i : Math.fround(next())))];
}

/** 0 to 4, one above 0 from n = 1 on. */
function graded(n: number, seed: number): number[][] {
  const next = uniforms(seed + 1000);
  return [Array.from({ length: n }, (_, i) => (i === 0 ? 2 : Math.floor(5 * next())))];
}

/** 0 to 2, all present from n = 3 on. */
function classes(n: number, seed: number): number[][] {
  const next = uniforms(seed + 1000);
  return [Array.from({ length: n }, (_, i) => (i < 3 ? i : Math.floor(3 * next())))];
}

/** Times with ties, and event flags; the first is an event before all others. */
function survival(n: number, seed: number): number[][] {
  const next = uniforms(seed + 1000);
  return [
    Array.from({ length: n }, (_, i) => (i === 0 ? 0 : 1 + Math.floor(6 * next()))),
    Array.from({ length: n }, (_, i) => (i === 0 ? 1 : Math.floor(2 * next()))),
  ];
}

const probabilities = (n: number, seed: number) => normals(n, seed).map((z) => 1 / (1 + Math.exp(-z)));

const surrogates = ['sigmoid', 'logistic', 'hinge', 'squaredHinge', 'square', 'exponential'] as const;

export const subjects: Subject[] = [
  ...surrogates.flatMap((surrogate) =>
    (['pairwise', 'kernel'] as const).map((method) => ({
      title: `pairwiseAucLoss ${surrogate} ${method}`,
      loss: losses.pairwiseAucLoss({ surrogate, method }),
      labels: binary,
      isShiftInvariant: true as const,
    })),
  ),
  {
    title: 'partialAucLoss',
    loss: losses.partialAucLoss({ maxFpr: 0.55, minTpr: 0.3 }),
    labels: binary,
    isShiftInvariant: true,
  },
  { title: 'aucMarginLoss', loss: losses.aucMarginLoss(), labels: binary, isShiftInvariant: true },
  {
    title: 'averagePrecisionLoss',
    loss: losses.averagePrecisionLoss({ temperature: 0.5 }),
    labels: binary,
    isShiftInvariant: true,
  },
  {
    title: 'approxNdcgLoss',
    loss: losses.approxNdcgLoss({ temperature: 0.5 }),
    labels: graded,
    takesWeights: false,
    isShiftInvariant: true,
  },
  {
    title: 'approxNdcgAtKLoss',
    loss: approxNdcgAtKLoss({ temperature: 0.5, k: 4 }),
    labels: graded,
    repeats: false,
    isShiftInvariant: true,
  },
  {
    title: 'listwiseSoftmaxLoss',
    loss: losses.listwiseSoftmaxLoss(),
    labels: graded,
    isShiftInvariant: true,
  },
  { title: 'rankNetLoss', loss: rankNetLoss({ beta: 2 }), labels: graded, isShiftInvariant: true },
  ...(['ndcgLoss2++', 'ndcgLoss2', 'lambdaRank'] as const).map((weighing) => ({
    title: `lambdaLoss ${weighing}`,
    loss: lambdaLoss({ weighing, k: 7 }),
    labels: graded,
    takesWeights: false as const,
    isShiftInvariant: true as const,
  })),
  ...(['rest', 'one'] as const).map((versus) => ({
    title: `multiclassAucLoss ${versus}`,
    loss: multiclassAucLoss({ numClasses: 3, versus }),
    labels: classes,
    scores: (n: number, seed: number) => normals(3 * n, seed),
    isShiftInvariant: true as const,
  })),
  { title: 'listMleLoss', loss: losses.listMleLoss(), labels: graded, isShiftInvariant: true },
  {
    title: 'coxPartialLikelihoodLoss breslow',
    loss: losses.coxPartialLikelihoodLoss() as never,
    labels: survival,
    isShiftInvariant: true,
  },
  {
    title: 'coxPartialLikelihoodLoss efron',
    loss: losses.coxPartialLikelihoodLoss({ ties: 'efron' }) as never,
    labels: survival,
    repeats: false,
    isShiftInvariant: true,
  },
  {
    title: 'softConcordanceLoss',
    loss: losses.softConcordanceLoss() as never,
    labels: survival,
    isShiftInvariant: true,
  },
  { title: 'lovaszHingeLoss', loss: losses.lovaszHingeLoss(), labels: binary },
  {
    title: 'lovaszSoftmaxLoss',
    loss: losses.lovaszSoftmaxLoss({ numClasses: 2 }),
    labels: binary,
    scores: (n, seed) => probabilities(2 * n, seed),
  },
  { title: 'softFBetaLoss', loss: losses.softFBetaLoss({ fromLogits: true, beta: 2 }), labels: binary },
  {
    title: 'softFBetaLoss of probabilities',
    loss: losses.softFBetaLoss({ fromLogits: false, eps: 0.1 }),
    labels: binary,
    scores: probabilities,
  },
  { title: 'diceLoss', loss: losses.diceLoss({ fromLogits: true }), labels: binary },
  { title: 'diceLoss of soft targets', loss: losses.diceLoss({ fromLogits: true }), labels: soft },
  {
    title: 'tverskyLoss of soft targets',
    loss: losses.tverskyLoss({ fromLogits: false, alpha: 0.3, beta: 0.7 }),
    labels: soft,
    scores: probabilities,
  },
  {
    title: 'tverskyLoss',
    loss: losses.tverskyLoss({ fromLogits: true, alpha: 0.3, beta: 0.7 }),
    labels: binary,
  },
  {
    title: 'recallAtPrecisionLoss',
    loss: losses.recallAtPrecisionLoss({ targetPrecision: 0.8 }),
    labels: binary,
    takesGroups: false,
  },
  {
    title: 'precisionAtRecallLoss',
    loss: losses.precisionAtRecallLoss({ targetRecall: 0.8 }),
    labels: binary,
    takesGroups: false,
  },
];
