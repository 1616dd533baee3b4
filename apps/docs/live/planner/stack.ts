import type { Field } from '../demo/link';

/** One layer of the stack that a visitor edits. */
export interface StackLayer {
  kind: 'conv' | 'pool';
  kernel: number;
  stride: number;
  padding: 'same' | 'valid';
}

const [mostLayers, mostKernel, mostStride] = [12, 15, 8];

/** The layers that a link's text means, `conv-5-2-same.pool-2-2-valid`, or nothing if it means none. */
export function readStack(text: string): StackLayer[] | undefined {
  const parts = text.split('.');
  const layers = parts.map((part) => /^(conv|pool)-(\d+)-(\d+)-(same|valid)$/.exec(part));
  if (parts.length > mostLayers || !layers.every((match) => match !== null)) return undefined;
  const stack = layers.map(([, kind, kernel, stride, padding]) => {
    return { kind, kernel: Number(kernel), stride: Number(stride), padding } as StackLayer;
  });
  const isWithin = ({ kernel, stride }: StackLayer) =>
    kernel >= 1 && kernel <= mostKernel && stride >= 1 && stride <= mostStride;
  return stack.every(isWithin) ? stack : undefined;
}

export const writeStack = (stack: readonly StackLayer[]) =>
  stack.map(({ kind, kernel, stride, padding }) => [kind, kernel, stride, padding].join('-')).join('.');

export function stackField(initial: string): Field<string> {
  return {
    initial,
    read: (text) => (readStack(text) ? text : undefined),
    allowed: `1 to ${mostLayers} layers as in ${initial}, with kernels of 1 to ${mostKernel} and strides of 1 to ${mostStride}`,
  };
}

/** Names that the layers have in the program and in the plan: `conv1`, `pool2`, … */
export const layerNames = (stack: readonly StackLayer[]) => stack.map(({ kind }, i) => `${kind}${i + 1}`);
