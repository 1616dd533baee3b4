// A program against the types of every entry point, as users write it. It is compiled, not run.
import { type BackendReport, initBackend, requireKernels } from '@backdropjs/backend';
import { fusedConv2dLayer } from '@backdropjs/backend/layers';
import { registerGradientKernels } from '@backdropjs/backend/wasm';
import { createSampler, matern, toNpy } from '@backdropjs/fields';
import { type Conditioned, condition } from '@backdropjs/fields/condition';
import { fromNpy, type NpyArray, toNpz } from '@backdropjs/fields/files';
import { type Loss, pairwiseAucLoss } from '@backdropjs/losses';
import { type BatchPlan, stratifiedBatches } from '@backdropjs/losses/batches';
import { type AveragedMetric, byGroup } from '@backdropjs/losses/evaluation';
import { stratifiedDataset } from '@backdropjs/losses/layers';
import { lambdaLoss } from '@backdropjs/losses/ranking';
import { useSimd } from '@backdropjs/losses/simd';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { backdrop } from '@backdropjs/operator';
import { backdropLayer } from '@backdropjs/operator/layers';
import { fixedCount } from '@backdropjs/operator/masks';
import { reflectedGradient } from '@backdropjs/operator/noise';
import { nonDecomposableGradients } from '@backdropjs/operator/non-decomposable';
import { type Key, key, normal } from '@backdropjs/random';
import { log } from '@backdropjs/random/math';
import { drawBernoulli } from '@backdropjs/random/unchecked';

const seed: Key = key(1);
const noise: Float64Array = normal(seed, 4);
const filled: Float32Array = normal(seed, new Float32Array(4));
const loss: Loss = pairwiseAucLoss({ surrogate: 'logistic' });
export const gradient: Float64Array = loss.valueAndGrad([0.1, 0.2], [0, 1]).grad;
export const lambda: Float64Array = lambdaLoss({ k: 5 }).valueAndGrad([0.1, 0.2], [0, 2]).grad;
export const parts = [
  backdrop,
  backdropLayer,
  fusedConv2dLayer,
  nonDecomposableGradients,
  registerGradientKernels,
  requireKernels,
  condition,
  fixedCount,
  reflectedGradient,
  stratifiedDataset,
];
export type Kriging = Conditioned<Float64Array>;
export const logarithm: number = log(filled[0] ?? noise.length);
export const array: NpyArray = fromNpy(toNpy(noise, [2, 2]));
export const plan: BatchPlan = stratifiedBatches([0, 1, 1, 0], { batchSize: 2, seed: 1 });
export const mask: Float32Array = drawBernoulli(seed, 0.2, new Float32Array(4));
export const map: AveragedMetric<number | string> = byGroup(() => 1, [1], [1], { groups: [1] });
export const isFaster: boolean = useSimd();
export const tfjsLoss = toTfjs(loss);
export const report = (): Promise<BackendReport> => initBackend({ backends: ['wasm', 'cpu'] });
export const sampler = createSampler({
  model: matern({ correlationLength: 3, smoothness: 1.5 }),
  shape: [16, 16],
  spacing: 1,
  boundary: 'periodic',
  seed: 1,
});

// #region dom
export const file = new Blob([toNpy(new Float32Array(4), [2, 2])]);
export const answer = new Response(toNpz({ field: { data: new Float32Array(4), shape: [2, 2] } }));
export const digest = crypto.subtle.digest('SHA-256', normal(key(1), 4));
// #endregion
// #region modules
export const field = (await sampler).realization(0);
// #endregion
