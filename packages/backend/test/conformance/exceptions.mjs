/** How many tests tfjs-core 4.22 has. */
export const testCount = 4225;

/** Tests of tfjs-core that fail on purpose: what each does on tfjs's own wasm backend, what it says here, why what it expects is wrong, and where that is shown. */
export const exceptions = [
  {
    onStock: 'passed',
    name: 'avgPool test {} gradient x=[3,3,1] f=[3,3] s=1 p=explicit',
    message: /^Error: Arrays differ: actual\[1\] = 1\.75, expected\[1\] = 1\.\n/,
    reason:
      'it expects another division than that of its forward values at the border; finite differences do not (test/conformance/exceptions.test.ts)',
  },
  {
    onStock: 'passed',
    name: 'conv2dTranspose test {} input=8x8x8,output=4x4x8,f=8,s=1,inDepth=8,p=same vec4',
    message: /dy must have the shape of the output, \[1,4,4,8\], got \[1, 8, 8, 8\]/,
    reason:
      'it asks stride 1 and padding same for a [4, 4] output from an [8, 8] input, a shape that no convolution has (test/conformance/exceptions.test.ts)',
  },
  {
    onStock: 'passed',
    name: 'depthwiseConv2d gradients test {} throws error on dilations > 1',
    message: /^Expected function to throw an Error\.$/,
    reason: 'there is a gradient now, which finite differences confirm (test/gradients/convolution.test.ts)',
  },
  {
    onStock: 'passed',
    name: 'gradients test {} errors if relevant ops are missing grads',
    message: /^Expected function to throw an Error\.$/,
    reason:
      'logicalAnd has a gradient now, zero, as finite differences say (test/gradients/comparisons.test.ts)',
  },
];
