// Every loss over scores, with inputs that suit it: the contract suite runs on this list.
import { type Loss, pairwiseAucLoss } from '@backdropjs/losses';

export interface Subject {
  readonly title: string;
  readonly loss: Loss;
}

export const subjects: Subject[] = (
  ['sigmoid', 'logistic', 'hinge', 'squaredHinge', 'square', 'exponential'] as const
).flatMap((surrogate) =>
  (['pairwise', 'kernel'] as const).map((method) => ({
    title: `pairwiseAucLoss ${surrogate} ${method}`,
    loss: pairwiseAucLoss({ surrogate, method }),
  })),
);
