const convolution3D = ['Conv3D', 'Conv3DBackpropFilterV2', 'Conv3DBackpropInputV2', 'Transpose'];
const convolution2D = ['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'FusedConv2D', 'Transpose'];
const depthwise = [
  'DepthwiseConv2dNative',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'Transpose',
];
const product = ['BatchMatMul', '_FusedMatMul'];
const recurrent = [...product, 'Concat', 'Pack', 'Reverse', 'Slice', 'SplitV', 'Tile', 'Transpose', 'Unpack'];
const normalization = ['FusedBatchNorm', 'Mean', 'Neg', 'Rsqrt', 'Slice', 'Sub', 'Tile', 'Transpose'];

/** What any training step needs: weighing, adding up and applying gradients. */
export const stepKernels: readonly string[] = [
  'Add',
  'Cast',
  'Fill',
  'Identity',
  'Mean',
  'Multiply',
  'RealDiv',
  'Reshape',
  'Square',
  'Sub',
  'Sum',
  'Tile',
  'ZerosLike',
];

/**
 * Kernels of each layer class of tf.layers, and of this project's own, forward and backward, beside those of its activation and of every step.
 * A test compares the table with what the layers run.
 */
export const layerKernels: Readonly<Record<string, readonly string[]>> = {
  Activation: [],
  Add: [],
  AlphaDropout: ['GreaterEqual'],
  Average: [],
  AveragePooling1D: ['AvgPool', 'AvgPoolGrad'],
  AveragePooling2D: ['AvgPool', 'AvgPoolGrad', 'Transpose'],
  AveragePooling3D: ['AvgPool3D', 'AvgPool3DGrad', 'Transpose'],
  Backdrop: [],
  BatchNormalization: normalization,
  Bidirectional: ['Concat', 'Reverse', 'Slice', 'SplitV'],
  Concatenate: ['Concat', 'SplitV'],
  Conv1D: convolution2D,
  Conv2D: convolution2D,
  Conv2DTranspose: convolution2D,
  Conv3D: convolution3D,
  Conv3DTranspose: convolution3D,
  ConvLSTM2D: [...convolution2D, 'Concat', 'Pack', 'Reverse', 'Slice', 'SplitV', 'Unpack'],
  Cropping2D: ['PadV2', 'Slice'],
  Dense: product,
  DepthwiseConv2D: depthwise,
  Dot: [...product, 'Transpose'],
  Dropout: ['Floor'],
  ELU: ['Elu', 'EluGrad'],
  Embedding: ['GatherV2', 'Transpose', 'UnsortedSegmentSum'],
  Flatten: ['Transpose'],
  FusedConv2D: ['FusedConv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Step'],
  GaussianDropout: [],
  GaussianNoise: [],
  GlobalAveragePooling1D: [],
  GlobalAveragePooling2D: [],
  GlobalMaxPooling1D: ['Equal', 'Max'],
  GlobalMaxPooling2D: ['Equal', 'Max'],
  GRU: [...recurrent, 'Neg'],
  InputLayer: [],
  LayerNormalization: normalization,
  LeakyReLU: ['Greater', 'LeakyRelu', 'Select'],
  LSTM: recurrent,
  Masking: ['Any', 'NotEqual'],
  Maximum: ['GreaterEqual', 'Less', 'Maximum'],
  MaxPooling1D: ['MaxPool', 'MaxPoolGrad'],
  MaxPooling2D: ['MaxPool', 'MaxPoolGrad', 'Transpose'],
  MaxPooling3D: ['MaxPool3D', 'MaxPool3DGrad', 'Transpose'],
  Minimum: ['Greater', 'LessEqual', 'Minimum'],
  Multiply: [],
  Permute: ['Transpose'],
  PReLU: ['Greater', 'Prelu', 'Select'],
  ReLU: ['ClipByValue', 'GreaterEqual', 'LessEqual', 'LogicalAnd', 'Relu', 'Select', 'Step'],
  RepeatVector: ['Slice', 'Tile'],
  Rescaling: [],
  Reshape: [],
  SeparableConv2D: [...convolution2D, ...depthwise],
  SimpleRNN: recurrent,
  Softmax: ['Softmax', 'Sub'],
  SpatialDropout1D: ['Floor'],
  ThresholdedReLU: ['Greater'],
  TimeDistributed: ['Concat', 'Pack', 'Slice', 'Transpose', 'Unpack'],
  UpSampling2D: ['ResizeNearestNeighbor', 'ResizeNearestNeighborGrad', 'Transpose'],
  ZeroPadding2D: ['PadV2', 'Slice'],
};
