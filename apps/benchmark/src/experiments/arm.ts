/** The settings that treatments are tuned over. */
export interface Tuning {
  learningRate?: number;
  steps?: number;
  clipNorm?: number | null;
}

/** One way to train; `grid` makes them. */
export interface Arm<Config> {
  /** What is compared: the arms of a treatment differ in the settings that are tuned only. */
  treatment: string;
  tuning: Tuning;
  /** What differs from the experiment's own settings. */
  config: Partial<Config>;
  /** Arms this one is compared with, seed by seed, wherever both were run. */
  against?: readonly string[];
  /** Whether this arm masks gradients; the report sets the best of these beside the other arms. */
  backdrop?: boolean;
}

/** `none`, or `none-lr-0.05` where 0.05 is not the experiment's own learning rate. */
export function armName(treatment: string, tuning: Tuning, own: Tuning = {}): string {
  const named = Object.entries(tuning).filter(([key, value]) => own[key as keyof Tuning] !== value);
  return [treatment, ...tuningLabels(Object.fromEntries(named))].join('-');
}

/** The tuned settings in the words of the arms' names, `lr-0.05`, `steps-600`, and in their order. */
export function tuningLabels({ learningRate, steps, clipNorm }: Tuning): string[] {
  return [
    ...(learningRate === undefined ? [] : [`lr-${learningRate}`]),
    ...(steps === undefined ? [] : [`steps-${steps}`]),
    ...(clipNorm === null ? ['unclipped'] : []),
  ];
}
