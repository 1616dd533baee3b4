// Every loss over scores, with inputs that suit it: the contract suite runs on this list.
import { type Loss, pairwiseAucLoss } from '@backdropjs/losses';

export interface Subject {
  readonly title: string;
  readonly loss: Loss;
}

export const subjects: Subject[] = (['sigmoid', 'logistic', 'squaredHinge', 'square'] as const).map(
  (surrogate) => ({ title: `pairwiseAucLoss ${surrogate}`, loss: pairwiseAucLoss({ surrogate }) }),
);
