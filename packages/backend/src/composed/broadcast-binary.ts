import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { floats } from '../tfjs/wasm-backend';
import { expand } from './expand';

/** Rows that are at least this long run at the speed of memory. */
const rowLength = 4096;

/**
 * Elementwise operation of two tensors of which one is broadcast along leading axes, as biases, channel statistics
 * and masks are. tfjs's wasm kernels run a vector loop only along trailing axes that agree: 12 values per channel
 * are eight times slower than equal shapes. Repeating the small operand until its rows are long restores the speed.
 */
export function broadcastBinary(stock: KernelFunc): KernelFunc {
  return kernelFunc<'a' | 'b'>((call) => {
    const { inputs, backend } = call;
    const { a, b } = inputs;
    const swapped = util.sizeFromShape(a.shape) < util.sizeFromShape(b.shape);
    const [big, small] = swapped ? [b, a] : [a, b];
    const plan = planRows(big, small);
    if (!plan) return stock(call);
    const { rows, row, shape } = plan;
    const repeated = backend.makeOutput([row], 'float32');
    expand(floats(backend, small), small.shape.slice(-shape.length), floats(backend, repeated), shape);
    const long: TensorInfo = { dataId: big.dataId, shape: [rows, row], dtype: big.dtype };
    const out = stock({
      inputs: swapped ? { a: repeated, b: long } : { a: long, b: repeated },
      attrs: {},
      backend,
    }) as TensorInfo;
    backend.disposeData(repeated.dataId);
    return { ...out, shape: big.shape };
  });
}

interface Plan {
  /** big viewed as rows x row, where each row meets the same values of small. */
  rows: number;
  row: number;
  /** The shape of a row: how often the trailing axes of big, in which small varies, follow each other; and these axes. */
  shape: number[];
}

function planRows(big: TensorInfo, small: TensorInfo): Plan | undefined {
  if (big.dtype !== 'float32' || small.dtype !== 'float32') return undefined;
  const rank = big.shape.length;
  const offset = rank - small.shape.length;
  const size = util.sizeFromShape(big.shape);
  if (offset < 0 || size < 2 * rowLength || util.sizeFromShape(small.shape) === 1) return undefined;
  const dimension = (axis: number) => (axis < offset ? 1 : small.shape[axis - offset]!);
  let leading = 0;
  while (dimension(leading) === 1) leading++;
  for (let axis = leading; axis < rank; axis++) {
    if (dimension(axis) !== 1 && dimension(axis) !== big.shape[axis]) return undefined;
  }
  const block = big.shape.slice(leading);
  const blockSize = util.sizeFromShape(block);
  const blocks = size / blockSize;
  const sameTail = util.sizeFromShape(small.shape) === blockSize;
  if (blocks < 8 || (sameTail && blockSize >= rowLength)) return undefined;
  let times = Math.max(1, Math.floor(rowLength / blockSize));
  while (blocks % times !== 0) times--;
  if (sameTail && times === 1) return undefined;
  return { rows: blocks / times, row: blockSize * times, shape: [times, ...block] };
}
