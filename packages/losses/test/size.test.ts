import { testSizes } from '../../../tools/testing/size';

testSizes(import.meta.dirname, {
  "* from '@backdropjs/losses'": [
    14_115,
    '1.5 kB are the fast sums over pairs, 0.9 kB soft concordance, 1.3 kB the losses of vectors, 1.6 kB checks, 2.1 kB metrics and accumulators, 0.6 kB exported names; the rest is the arithmetic of twenty losses, which compresses badly. Of it 0.9 kB choose by the length of a list, sum groups directly, keep small and large numbers in range, tell strata from lists, measure distances once, leave collinear points out, name the parts of kernels and items, and let SIMD take the place of plain sums of pairs (55 B), let differences that overflow count in bandwidths (37 B), refuse a saved state without its memory (16 B), and leave many close scores unsorted (130 B)',
  ],
  "* from '@backdropjs/losses/ranking'": [
    7070,
    'four losses, of weights of any scale and of equal items at once, 45 B that of soft ranks at most k count; of it 5.0 kB are those of pairwiseAucLoss: the fast sums over pairs, their surrogates, and checks',
  ],
  "* from '@backdropjs/losses/simd'": [
    3000,
    'a WebAssembly module of three products, 1.0 kB, and the sums of pairs in blocks that call them; 50 B refuse what does not fit in memory',
  ],
  "* from '@backdropjs/losses/tfjs'": [
    3015,
    "the reading of tensors by a loss's kinds of labels, and the texts of errors; 30 B lists that have no end; 30 B read in loops what closures took a part of a step for",
  ],
  "* from '@backdropjs/losses/batches'": [1730, 'strata and their checks; 0.1 kB that every id is one'],
  "* from '@backdropjs/losses/evaluation'": [
    7935,
    'of it 2.2 kB the sort, checks and counts of metrics; averages over groups, classes and labels, thresholds, intervals, scores of probabilities, binned accumulators',
  ],
  "* from '@backdropjs/losses/layers'": [
    2975,
    'a callback of metrics, and data sets whose batches have every class; 0.25 kB refuse what are no tensors, models, metrics, plans or labels of the rows',
  ],
  "{ pairwiseAucLoss } from '@backdropjs/losses'": [
    4975,
    'surrogates are chosen by name, so it brings all six, the sort and the fast sums; of it 0.1 kB names of the parts of kernels, and 0.1 kB cells that take the place of the sort of many close scores: a third of the time at a million',
  ],
  "{ approxNdcgLoss } from '@backdropjs/losses'": [
    4490,
    'the sort and the fast sums, cells in place of the sort of many close scores, and 0.2 kB that visit the pairs of short lists',
  ],
  "{ diceLoss } from '@backdropjs/losses'": [
    2235,
    'the smallest useful import: most of it is what checks scores, labels and options, 10 B of it lengths that cannot be read, 25 B that check a number without a call',
  ],
  "{ rocAuc } from '@backdropjs/losses'": [2300, 'the sort, and what checks scores, labels and options'],
});
