import type { Dataset } from '../dataset';
import { extractTar } from '../extract-tar';
import { isBatchFile, locateCifar10 } from './locate';
import { readCifar10 } from './read';

/**
 * CIFAR-10, binary version: 50,000 + 10,000 color images of 32 x 32 pixels in ten classes. A. Krizhevsky, "Learning
 * Multiple Layers of Features from Tiny Images", 2009; https://www.cs.toronto.edu/~kriz/cifar.html.
 */
export const cifar10: Dataset = {
  title: 'CIFAR-10',
  folder: 'cifar-10-batches-bin',
  archives: [
    {
      url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
      file: 'cifar-10-binary.tar.gz',
      megabytes: 162,
      checksum: { algorithm: 'md5', digest: 'c32a1d4ab5d03f1284b67883e8d87530' },
      further: [
        // That of TensorFlow Datasets.
        {
          algorithm: 'sha256',
          digest: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
        },
      ],
      unpack: (archive, folder) => extractTar(archive, folder, isBatchFile),
    },
  ],
  locate: locateCifar10,
  fingerprint: async (location) => readCifar10(location).fingerprint,
};
