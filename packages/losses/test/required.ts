/** The options that an export cannot do without, right ones. */
export const required: Record<string, object> = {
  softFBetaLoss: { fromLogits: true },
  diceLoss: { fromLogits: true },
  tverskyLoss: { fromLogits: true },
  recallAtPrecisionLoss: { targetPrecision: 0.5 },
  precisionAtRecallLoss: { targetRecall: 0.5 },
  lovaszSoftmaxLoss: { numClasses: 2 },
  fBeta: { threshold: 0.5 },
  precisionAtK: { k: 1 },
  recallAtK: { k: 1 },
  recallAtPrecision: { targetPrecision: 0.5 },
  precisionAtRecall: { targetRecall: 0.5 },
  fBetaAccumulator: { threshold: 0.5 },
};
