import * as tf from '@tensorflow/tfjs-core';
import type { Draw, Operation } from '../draw';

const activations = [undefined, 'linear', 'relu', 'relu6', 'elu', 'leakyrelu', 'prelu', 'sigmoid'] as const;

type Pair = [number, number];

/** A window over an image into which it fits. */
function windowed(draw: Draw, { dilated = true } = {}) {
  const filter: Pair = [draw.integer(1, 4), draw.integer(1, 4)];
  const dilate = dilated && draw.chance(0.2);
  const strides: Pair = dilate ? [1, 1] : [draw.integer(1, 3), draw.integer(1, 3)];
  const dilations: Pair = dilate ? [draw.integer(1, 3), draw.integer(1, 2)] : [1, 1];
  const reach = filter.map((n, i) => (n - 1) * dilations[i]! + 1) as Pair;
  const image = reach.map((n) => n + draw.integer(0, 6)) as Pair;
  const isSquare = [...filter, ...strides, ...dilations].every((n, i, all) => n === all[i - (i % 2)]);
  // cpu takes a number for the padding of square windows, whatever they are.
  const pad = draw.one([
    'same',
    'valid',
    isSquare ? draw.integer(0, 2) : explicit(draw),
    explicit(draw),
  ] as const);
  return { filter, strides, dilations, image, pad };
}

function explicit(draw: Draw): tf.backend_util.ExplicitPadding {
  return [
    [0, 0],
    [draw.integer(0, 2), draw.integer(0, 2)],
    [draw.integer(0, 2), draw.integer(0, 2)],
    [0, 0],
  ];
}

const nchw = ([batch, height, width, channels]: number[]) => [batch!, channels!, height!, width!];

/** The shapes of a convolution: of the image, the filter and what else it needs. */
function convolution(draw: Draw, channels: Pair = [draw.integer(1, 5), draw.integer(1, 6)]) {
  const { filter, strides, dilations, image, pad } = windowed(draw);
  const x = [draw.chance(0.03) ? 0 : draw.integer(1, 3), ...image, channels[0]];
  return { x, filter: [...filter, ...channels], strides, dilations, pad, about: { strides, dilations, pad } };
}

/** One value in a while that must not get lost; zero elsewhere would hide it from gradients that skip zeros. */
function withNaN(draw: Draw, given: ReturnType<Draw['floats']>) {
  if (draw.chance(0.1) && given.values.length > 0) given.values[0] = Number.NaN;
  return given;
}

export const convolutions: Record<string, Operation> = {
  conv1d: (draw) => {
    const [width, stride] = [draw.integer(1, 4), draw.integer(1, 2)];
    const pad = draw.one(['same', 'valid'] as const);
    return {
      inputs: [draw.floats([2, width + draw.integer(0, 6), 3]), draw.floats([width, 3, draw.integer(1, 5)])],
      run: (x: tf.Tensor3D, w: tf.Tensor3D) => tf.conv1d(x, w, stride, pad),
      about: { stride, pad },
    };
  },
  conv2d: (draw) => {
    const { x, filter, strides, dilations, pad, about } = convolution(draw);
    const format = draw.chance(0.2) && typeof pad !== 'object' ? 'NCHW' : 'NHWC';
    return {
      inputs: [withNaN(draw, draw.floats(format === 'NCHW' ? nchw(x) : x)), draw.floats(filter)],
      run: (t: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(t, w, strides, pad, format, dilations),
      about: { ...about, format },
    };
  },
  depthwiseConv2d: (draw) => {
    const { x, filter, strides, dilations, pad, about } = convolution(draw, [
      draw.integer(1, 5),
      draw.integer(1, 3),
    ]);
    return {
      inputs: [withNaN(draw, draw.floats(x)), draw.floats(filter)],
      run: (t: tf.Tensor4D, w: tf.Tensor4D) => tf.depthwiseConv2d(t, w, strides, pad, 'NHWC', dilations),
      about,
    };
  },
  separableConv2d: (draw) => {
    const { x, filter, strides, pad, about } = convolution(draw, [draw.integer(1, 3), draw.integer(1, 2)]);
    const stride = strides[0];
    return {
      inputs: [draw.floats(x), draw.floats(filter), draw.floats([1, 1, filter[2]! * filter[3]!, 4])],
      run: (t: tf.Tensor4D, w: tf.Tensor4D, p: tf.Tensor4D) =>
        tf.separableConv2d(t, w, p, [stride, stride], typeof pad === 'string' ? pad : 'same'),
      about,
    };
  },
  conv2dTranspose: (draw) => {
    const { filter, strides, image } = windowed(draw, { dilated: false });
    const pad = draw.one(['same', 'valid'] as const);
    const [inputs, outputs] = [draw.integer(1, 4), draw.integer(1, 5)];
    const size = image.map((n, i) =>
      pad === 'same' ? Math.ceil(n / strides[i]!) : Math.floor((n - filter[i]!) / strides[i]!) + 1,
    );
    return {
      inputs: [draw.floats([2, ...size, inputs]), draw.floats([...filter, outputs, inputs])],
      run: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2dTranspose(x, w, [2, ...image, outputs], strides, pad),
      about: { image, strides, pad },
    };
  },
  conv3d: (draw) => {
    const [filter, strides] = [
      draw.many(3, () => draw.integer(1, 3)),
      draw.many(3, () => draw.integer(1, 2)),
    ];
    const pad = draw.one(['same', 'valid'] as const);
    const [inputs, outputs] = [draw.integer(1, 3), draw.integer(1, 4)];
    return {
      inputs: [
        withNaN(
          draw,
          draw.floats([draw.integer(1, 2), ...filter.map((n) => n + draw.integer(0, 3)), inputs]),
        ),
        draw.floats([...filter, inputs, outputs]),
      ],
      run: (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3d(x, w, strides as [number, number, number], pad),
      about: { strides, pad },
    };
  },
  conv3dTranspose: (draw) => {
    const [filter, strides] = [
      draw.many(3, () => draw.integer(1, 3)),
      draw.many(3, () => draw.integer(1, 2)),
    ];
    const pad = draw.one(['same', 'valid'] as const);
    const image = filter.map((n) => n + draw.integer(0, 3));
    const size = image.map((n, i) =>
      pad === 'same' ? Math.ceil(n / strides[i]!) : Math.floor((n - filter[i]!) / strides[i]!) + 1,
    );
    const [inputs, outputs] = [draw.integer(1, 3), draw.integer(1, 3)];
    return {
      inputs: [draw.floats([2, ...size, inputs]), draw.floats([...filter, outputs, inputs])],
      run: (x: tf.Tensor5D, w: tf.Tensor5D) =>
        tf.conv3dTranspose(x, w, [2, ...image, outputs] as never, strides as [number, number, number], pad),
      about: { image, strides, pad },
    };
  },
  dilation2d: (draw) => {
    const { filter, image, strides } = windowed(draw, { dilated: false });
    const pad = draw.one(['same', 'valid'] as const);
    const channels = draw.integer(1, 3);
    const negative = draw.chance(0.3);
    const x = draw.distinct([draw.integer(1, 2), ...image, channels]);
    if (negative) x.values = x.values.map((value) => Number(value) - 100);
    return {
      inputs: [x, draw.floats([...filter, channels])],
      run: (t: tf.Tensor4D, w: tf.Tensor3D) => tf.dilation2d(t, w, strides, pad),
      about: { strides, pad, negative },
    };
  },
  'fused.conv2d': (draw) => {
    const { x, filter, strides, dilations, pad, about } = convolution(draw);
    const activation = draw.one(activations);
    return {
      inputs: [
        x,
        filter,
        ...[filter[3]!, ...(activation === 'prelu' ? [filter[3]!] : [])].map((n) => [n]),
      ].map((shape) => draw.floats(shape)),
      run: (t: tf.Tensor4D, w: tf.Tensor4D, bias: tf.Tensor, alpha: tf.Tensor) =>
        tf.fused.conv2d({
          ...{ x: t, filter: w, strides, dilations, pad, bias, leakyreluAlpha: 0.3 },
          ...(activation && { activation }),
          ...(activation === 'prelu' && { preluActivationWeights: alpha }),
        }),
      gradient: activation === undefined || activation === 'linear' || activation === 'relu',
      about: { ...about, activation },
    };
  },
  'fused.depthwiseConv2d': (draw) => {
    const { x, filter, strides, dilations, pad, about } = convolution(draw, [
      draw.integer(1, 5),
      draw.integer(1, 2),
    ]);
    const activation = draw.one(activations);
    const channels = filter[2]! * filter[3]!;
    return {
      inputs: [x, filter, ...[channels, ...(activation === 'prelu' ? [channels] : [])].map((n) => [n])].map(
        (shape) => draw.floats(shape),
      ),
      run: (t: tf.Tensor4D, w: tf.Tensor4D, bias: tf.Tensor, alpha: tf.Tensor) =>
        tf.fused.depthwiseConv2d({
          ...{ x: t, filter: w, strides, dilations, pad: pad as 'same', bias, leakyreluAlpha: 0.3 },
          ...(activation && { activation }),
          ...(activation === 'prelu' && { preluActivationWeights: alpha }),
        }),
      gradient: activation === undefined || activation === 'linear' || activation === 'relu',
      about: { ...about, activation },
    };
  },
};
