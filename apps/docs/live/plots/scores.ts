import { averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';

/** Scores lie between its negative and itself. */
export const reach = 3;

/** Of 20 items the first eight are positives. */
export const labels = Uint8Array.from({ length: 20 }, (_, i) => Number(i < 8));

/** A score as it is shown: one digit, within reach. */
export const toScore = (value: number) => Math.round(10 * Math.min(Math.max(value, -reach), reach)) / 10;

/** An item by its kind, each kind numbered from 1. */
export const nameOf = (i: number) =>
  labels[i] ? `positive ${i + 1}` : `negative ${i + 1 - labels.indexOf(0)}`;

/** Where a key of a slider moves a score, or undefined if it is none. */
export function moved(score: number, key: string): number | undefined {
  const moves: Record<string, number> = {
    ArrowLeft: score - 0.1,
    ArrowDown: score - 0.1,
    ArrowRight: score + 0.1,
    ArrowUp: score + 0.1,
    PageDown: score - 1,
    PageUp: score + 1,
    Home: -reach,
    End: reach,
  };
  return Object.hasOwn(moves, key) ? toScore(moves[key]!) : undefined;
}

/** Where the scores are at first: positives higher, and among each other. */
export const initialScores = (): number[] =>
  Array.from(normal(key(3), labels.length), (value, i) => toScore(0.9 * value + (labels[i] ? 0.7 : -0.5)));

type Point = [x: number, y: number];

/** Both curves and what lies below them; precision holds from the recall before its own. */
export function measure(scores: readonly number[]) {
  const { fpr, tpr } = rocCurve(scores, labels);
  const { precision, recall } = precisionRecallCurve(scores, labels);
  return {
    roc: Array.from(fpr, (x, i): Point => [x, tpr[i]!]),
    precisionRecall: Array.from(precision).flatMap((y, i): Point[] => [
      [recall[i - 1] ?? 0, y],
      [recall[i]!, y],
    ]),
    rocAuc: rocAuc(scores, labels),
    averagePrecision: averagePrecision(scores, labels),
  };
}
