import type { ClassName } from '../../data/cifar-10/records';
import type { AucConfig, SplitConfig } from '../auc/config';

/** Settings of one training of a convolutional net on one class of CIFAR-10 against the other nine. */
export interface AucCifar10Config extends AucConfig, SplitConfig {
  positiveClass: ClassName;
  /** The first so many of the test images are tested on. */
  testImages: number;
  /** Of the three convolutions. */
  filters: readonly number[];
}
