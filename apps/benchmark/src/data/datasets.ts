import { cifar10 } from './cifar-10/dataset';
import type { Dataset, DatasetName } from './dataset';
import { uiucTexture } from './uiuc-texture/dataset';

export const datasets: Readonly<Record<DatasetName, Dataset>> = {
  'cifar-10': cifar10,
  'uiuc-texture': uiucTexture,
};
