/** Kernels of each activation of tf.layers, forward and backward. */
export const activationKernels: Readonly<Record<string, readonly string[]>> = {
  elu: ['Elu', 'EluGrad'],
  gelu: ['Erf', 'Exp', 'Neg'],
  gelu_new: ['Pow', 'Sqrt', 'Sub', 'Tanh'],
  hardSigmoid: ['ClipByValue', 'GreaterEqual', 'LessEqual', 'LogicalAnd', 'Select'],
  linear: [],
  mish: ['Sigmoid', 'Softplus', 'Sub', 'Tanh'],
  relu: ['Relu', 'Step'],
  relu6: ['Greater', 'Minimum', 'Relu', 'Step'],
  selu: ['Exp', 'Greater', 'Select', 'Selu'],
  sigmoid: ['Sigmoid', 'Sub'],
  softmax: ['Softmax', 'Sub'],
  softplus: ['Sigmoid', 'Softplus'],
  softsign: ['Abs', 'Neg', 'Step'],
  swish: ['Sigmoid', 'Sub'],
  tanh: ['Sub', 'Tanh'],
};
