export interface Schedule {
  learningRate: number;
  steps: number;
  warmupSteps: number;
}

/** Cosine decay from the learning rate to almost 0, times a linear rise over the first `warmupSteps` steps. */
export function cosineLearningRate({ learningRate, steps, warmupSteps }: Schedule, step: number): number {
  const warmup = warmupSteps === 0 ? 1 : Math.min(1, (step + 1) / warmupSteps);
  return (learningRate * warmup * (1 + Math.cos((Math.PI * step) / steps))) / 2;
}
