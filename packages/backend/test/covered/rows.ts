// A call for each row of the table "What is covered" of the documentation, by the text of its first cell.
import * as tf from '@tensorflow/tfjs-core';
import { random, randomValues, toTensor } from '../support';

type Result = tf.Tensor | tf.Tensor[];

export interface Row {
  /** What the row is about. */
  run(): Result;
  /** What is right, on the completed cpu backend; default: the same call. */
  want?: () => Result;
  /** Whether it is to be refused. */
  isRefused?: boolean;
  /** Not tried on tfjs's own backends: it takes the memory of the machine. */
  isLarge?: boolean;
}

const some = <R extends tf.Rank>(...shape: number[]) =>
  toTensor(randomValues(random(7), ...shape)) as tf.Tensor<R>;
const image = () => some<tf.Rank.R4>(2, 6, 5, 3);
const filter = (...size: number[]) => some<tf.Rank.R4>(...size, 3, 4);
const volume = () => some<tf.Rank.R5>(1, 5, 4, 5, 2);
const channelsFirst = () => some<tf.Rank.R4>(2, 3, 6, 5);
const nan = (...shape: number[]) => tf.fill(shape, Number.NaN);
const grad = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor) =>
  tf.grad((t: tf.Tensor) => tf.sum(tf.square(f(t))))(x);
const grads = (f: (...x: tf.Tensor[]) => tf.Tensor, ...x: tf.Tensor[]) =>
  tf.grads((...t: tf.Tensor[]) => tf.sum(tf.square(f(...t))))(x);
const conv = (
  x: tf.Tensor,
  w: tf.Tensor,
  pad: 'same' | 'valid' | number | tf.backend_util.ExplicitPadding = 'same',
  strides: number | [number, number] = 1,
  dilations = 1,
) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad as 'same', 'NHWC', dilations);

const reflect = (x: tf.Tensor4D) =>
  tf.image.transform(x, tf.tensor2d([[1, 0, -2, 0, 1, -1, 0, 0]]), 'nearest', 'reflect', 0);

export const rows: Record<string, Row> = {
  'convolution, with bias and relu': { run: () => tf.relu(tf.add(conv(image(), filter(3, 3)), some(4))) },
  'convolution, gradient of the filter': { run: () => grad((w) => conv(image(), w), filter(3, 3)) },
  'convolution, gradient of the input': { run: () => grad((x) => conv(x, filter(3, 3)), image()) },
  'gradients of relu and bias': { run: () => grads((x, b) => tf.relu(tf.add(x, b)), image(), some(3)) },
  'convolution with padding `same`, stride longer than the filter': {
    run: () => conv(image(), filter(1, 2), 'same', 3),
  },
  'depthwise convolution, both gradients': {
    run: () =>
      grads(
        (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
        image(),
        some(3, 3, 3, 2),
      ),
  },
  'a number as padding, filter or strides not square': {
    run: () => conv(image(), filter(3, 2), 1, [2, 1]),
    want: () =>
      conv(
        image(),
        filter(3, 2),
        [
          [0, 0],
          [1, 1],
          [1, 1],
          [0, 0],
        ],
        [2, 1],
      ),
  },
  'max pooling, gradient': { run: () => grad((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'), image()) },
  '3D max pooling, padding `same`': { run: () => tf.maxPool3d(volume(), 2, 2, 'same') },
  'average pooling (2D, 3D), gradient under padding': {
    run: () => [
      grad((x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same'), image()),
      grad((x) => tf.avgPool3d(x as tf.Tensor5D, 3, 2, 'same'), volume()),
    ],
  },
  'pooling or convolution by a window that fits nowhere': {
    run: () => tf.maxPool(image(), 9, 1, 'valid'),
    isRefused: true,
  },
  'gather and embedding, gradient (`UnsortedSegmentSum`)': {
    run: () => grad((x) => tf.gather(x, tf.tensor1d([1, 1, 0], 'int32')), some(4, 3)),
  },
  'product of transposed matrices': { run: () => tf.matMul(some(5, 4), some(6, 5), true, true) },
  'batch normalization, forward and gradient': {
    run: () =>
      grads(
        (x, scale) =>
          tf.batchNorm(
            x,
            tf.zeros([1, 3, 1, 1]),
            tf.ones([1, 3, 1, 1]),
            tf.zeros([1, 3, 1, 1]),
            scale as tf.Tensor4D,
          ),
        channelsFirst(),
        tf.ones([1, 3, 1, 1]),
      ),
  },
  'sums and means over leading axes': { run: () => [tf.sum(image(), [0, 1]), tf.mean(image(), 0)] },
  'broadcast add, subtract, multiply, divide': {
    run: () => [tf.add, tf.sub, tf.mul, tf.div].map((f) => (f as typeof tf.add)(image(), tf.add(some(3), 2))),
  },
  '`pad`, `slice`, `tile`': {
    run: () => [
      tf.pad(some(3, 4), [
        [1, 2],
        [0, 1],
      ]),
      tf.slice(image(), [0, 1], [2, 3]),
      tf.tile(some(3, 4), [2, 3]),
    ],
  },
  '`clone`, `cast` to the same type': { run: () => [tf.clone(image()), tf.cast(image(), 'float32')] },
  '`einsum`': { run: () => grads((a, b) => tf.einsum('bij,bjk->bik', a, b), some(2, 3, 4), some(2, 4, 5)) },
  'complex numbers, `fft`, `ifft`, `rfft`, `irfft`, `stft`': {
    run: () => grad((x) => tf.real(tf.spectral.rfft(x)), some(2, 12)),
  },
  'strings, ragged tensors, regular expressions': {
    run: () =>
      tf.raggedRange(tf.tensor1d([0], 'int32'), tf.tensor1d([3], 'int32'), tf.tensor1d([1], 'int32'))[
        'rtDenseValues'
      ]!,
  },
  '`matMul` of integers; fused operations with a bias of any shape': {
    run: () =>
      tf.matMul(tf.tensor2d([[1, 2]], undefined, 'int32'), tf.tensor2d([[3], [4]], undefined, 'int32')),
  },
  'convolutions in the NCHW layout': {
    run: () =>
      grads(
        (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NCHW'),
        channelsFirst(),
        filter(3, 3),
      ),
    want: () => grads((x, w) => conv(tf.transpose(x, [0, 2, 3, 1]), w), channelsFirst(), filter(3, 3)),
  },
  'dilated convolutions, gradients': {
    run: () => grads((x, w) => conv(x, w, 'same', 1, 2), image(), filter(3, 3)),
  },
  '3D convolution, gradients; `conv3dTranspose`': {
    run: () =>
      grads(
        (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, 'same'),
        volume(),
        some(3, 3, 3, 2, 2),
      ),
  },
  'gradients of `topk`, `gatherND`, `scatterND`, `stridedSlice`, `cumprod`, `depthToSpace` …': {
    run: () => [
      grad((x) => tf.topk(x, 2).values, some(3, 5)),
      grad((x) => tf.gatherND(x, tf.tensor2d([[0], [2]], undefined, 'int32')), some(3, 5)),
      grad((x) => tf.cumprod(x, 1), some(3, 5)),
    ],
  },
  'gradients of `cropAndResize`, `image.transform`, `image.rotateWithOffset`, `denseBincount`': {
    run: () => [
      grad((x) => tf.image.cropAndResize(x as tf.Tensor4D, [[0, 0, 1, 0.7]] as never, [1], [3, 4]), image()),
      grad((x) => tf.image.rotateWithOffset(x as tf.Tensor4D, 0.4), image()),
    ],
  },
  'conditions: `where(greater(x, 0), …)`, thresholdedReLU, `divNoNan`': {
    run: () => grad((x) => tf.mul(x, tf.cast(tf.greater(x, 0), 'float32')), some(3, 5)),
  },
  'gradients of gradients through exp, sigmoid, tanh, softmax, elu, max, convolutions, pooling': {
    run: () => grad((x) => grad((t) => tf.exp(t), x), some(3, 5)),
    // Of exp(2x), 2 exp(2x), which squared is 4 exp(4x), with the derivative 16 exp(4x).
    want: () => tf.mul(16, tf.exp(tf.mul(4, some(3, 5)))),
  },
  '`batchNorm` without scale or offset, gradient': {
    run: () =>
      grad(
        (x) => tf.batchNorm(x as tf.Tensor4D, tf.zeros([3]) as tf.Tensor1D, tf.ones([3]) as tf.Tensor1D),
        image(),
      ),
    want: () => tf.mul(2 / 1.001, image()),
  },
  'NaN through `clipByValue`, `relu6`, maxima, minima, pooling': {
    run: () => [
      tf.clipByValue(nan(8), 0, 1),
      tf.relu6(nan(8)),
      tf.avgPool(nan(1, 4, 4, 1) as tf.Tensor4D, 2, 2, 'same'),
    ],
  },
  'NaN through fused products and depthwise convolutions': {
    run: () => [
      tf.fused.matMul({ a: nan(4, 4), b: tf.ones([4, 4]), activation: 'relu' }),
      tf.fused.depthwiseConv2d({
        ...{ x: nan(1, 4, 4, 4) as tf.Tensor4D, filter: tf.ones<tf.Rank.R4>([3, 3, 4, 1]) },
        ...{ strides: 1, pad: 'same', activation: 'relu' },
      }),
    ],
  },
  'int32 and bool for operations on floats (`exp`, `relu` …)': {
    run: () => tf.relu(tf.tensor1d([true, false, true], 'bool')),
  },
  '`dilation2d`, `maxPoolWithArgmax` of negative values': {
    run: () =>
      tf.dilation2d(tf.fill<tf.Rank.R4>([1, 3, 3, 1], -2), tf.zeros<tf.Rank.R3>([2, 2, 1]), 1, 'valid'),
  },
  '`gather` with `batchDims`, `prelu` with slopes of any shape': {
    run: () => tf.prelu(tf.tensor2d([-1, -2, -3, -4], [2, 2]), tf.tensor2d([0.5, 0.1], [2, 1])),
    want: () => tf.tensor1d([-0.5, -1, -0.3, -0.4]),
  },
  '`cumsum`, `cumprod` with a negative axis': {
    run: () => tf.cumsum(some(3, 4), -1),
    want: () => tf.cumsum(some(3, 4), 1),
  },
  '`image.transform` beyond the edges, of several images': {
    run: () => reflect(image()),
    want: () => tf.concat(tf.split(image() as tf.Tensor, 2).map((one) => reflect(one as tf.Tensor4D))),
  },
  'empty tensors': {
    run: () => [tf.mean(tf.zeros([0, 3]), 0), tf.sum(tf.zeros([0, 3]), 0)],
    want: () => tf.tensor1d([Number.NaN, Number.NaN, Number.NaN, 0, 0, 0]),
  },
  '`dimRoundingMode` of pooling': {
    run: () => [
      grad((x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 0, 'ceil'), image()),
      grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 0, 'ceil'), image()),
    ],
  },
  'gradients of resizing with `halfPixelCenters`; on cpu': {
    run: () => grad((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [8, 7], false, true), image()),
  },
  'arguments whose shapes do not fit (`matMul`, `slice` …)': {
    run: () => tf.slice(some(3, 4), [0, 2], [3, 4]),
    isRefused: true,
  },
  'a tensor that does not fit on the heap': {
    run: () => tf.zeros([2 ** 30, 4]),
    isRefused: true,
    isLarge: true,
  },
};
