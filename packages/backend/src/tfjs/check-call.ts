import {
  _FusedMatMul,
  All,
  Any,
  type Attribute,
  BatchMatMul,
  FusedBatchNorm,
  Max,
  MaxPoolWithArgmax,
  Mean,
  Min,
  PadV2,
  Prod,
  Slice,
  Sum,
  slice_util,
  type TensorInfo,
  Tile,
  UnsortedSegmentSum,
  util,
} from '@tensorflow/tfjs-core';
import { refuse, refuseWhat } from '../check';

type Inputs = Readonly<Record<string, TensorInfo | undefined>>;
type Attrs = Readonly<Record<string, Attribute | undefined>>;
type Check = (inputs: Inputs, attrs: Attrs) => void;

/**
 * What tfjs leaves to the kernel to check, of the kernels that we replace: a shape that does not fit would make ours read and
 * write beyond their tensors.
 */
const checks: Record<string, Check> = {
  ...Object.fromEntries([All, Any, Max, Mean, Min, Prod, Sum].map((name) => [name, onceEach])),
  [_FusedMatMul]: matrices,
  [BatchMatMul]: matrices,
  [FusedBatchNorm]: statistics,
  [MaxPoolWithArgmax]: image,
  [PadV2]: ({ x }, { paddings }) => perAxis('pad', 'paddings', x!, paddings, 2),
  [Slice]: box,
  [Tile]: ({ x }, { reps }) => perAxis('tile', 'reps', x!, reps),
  [UnsortedSegmentSum]: segments,
};

/** Throws unless the arguments of a kernel fit together. */
export function checkCall(kernelName: string): Check | undefined {
  return checks[kernelName];
}

function matrices({ a, b }: Inputs, { transposeA, transposeB }: Attrs): void {
  const [left, right] = [a!.shape, b!.shape];
  if (left.length < 2 || right.length < 2) {
    refuseWhat(
      'matMul',
      'a and b must be matrices or batches of them',
      `shapes [${left}] and [${right}]`,
      'reshape vectors to [1, n] or [n, 1]',
    );
  }
  const [inner, outer] = [left.at(transposeA ? -2 : -1), right.at(transposeB ? -1 : -2)];
  if (inner !== outer) {
    const transposed = `transposeA ${Boolean(transposeA)} and transposeB ${Boolean(transposeB)}`;
    refuseWhat(
      'matMul',
      'a must have as many columns as b has rows',
      `${inner} and ${outer} of shapes [${left}] and [${right}], ${transposed}`,
      'transpose one of them',
    );
  }
}

function image({ x }: Inputs): void {
  if (x!.shape.length === 4) return;
  refuse(
    'maxPoolWithArgmax',
    'x must have 4 axes',
    x!.shape,
    'reshape one image to [1, height, width, channels]',
  );
}

/** Axes of a reduction: one that is named twice makes tfjs's kernels write beyond their output. */
function onceEach({ x }: Inputs, { axis, reductionIndices = axis }: Attrs): void {
  const axes = util.parseAxisParam(reductionIndices as number[], x!.shape);
  if (new Set(axes).size < axes.length) {
    refuse('reduction', 'axis must name each axis once', reductionIndices);
  }
}

function statistics({ x, ...given }: Inputs): void {
  const { shape } = x!;
  for (const name of ['mean', 'variance', 'offset', 'scale']) {
    const statistic = given[name]?.shape;
    if (!statistic) continue;
    const fits = statistic.every((extent, i) => {
      const of = shape[shape.length - statistic.length + i];
      return extent === of || (extent === 1 && of !== undefined);
    });
    if (!fits) {
      refuseWhat(
        'batchNorm',
        `${name} must be broadcast over x`,
        `shape [${statistic}] for x of shape [${shape}]`,
        'pass a value for each channel',
      );
    }
  }
}

function perAxis(
  caller: string,
  name: string,
  { shape }: TensorInfo,
  given: Attribute | undefined,
  each = 1,
): void {
  const list = given as (number | number[])[];
  const counts = list.flat();
  const isRight = list.length === shape.length && counts.length === each * shape.length;
  if (!isRight || !counts.every((count) => Number.isInteger(count) && count >= 0)) {
    const kind = each === 1 ? 'a count' : 'a pair of counts';
    refuse(
      caller,
      `${name} must have ${kind} of 0 or more for each of ${shape.length} axes`,
      given,
      `write ${each === 1 ? '1' : '[0, 0]'} for an axis that stays as it is`,
    );
  }
}

function box({ x }: Inputs, { begin, size }: Attrs): void {
  const parsed = slice_util.parseSliceParams(x as never, begin as number[], size as number[]);
  const [from, extent] = parsed as [number[], number[]];
  from.forEach((start, axis) => {
    const [count, of] = [extent[axis]!, x!.shape[axis]!];
    if (start >= 0 && count >= 0 && start + count <= of) return;
    refuseWhat(
      'slice',
      'begin and begin + size must be within the tensor',
      `${start} and ${start + count} on axis ${axis} of shape [${x!.shape}]`,
      'write -1 for a size to take the rest',
    );
  });
}

function segments({ x, segmentIds }: Inputs, { numSegments }: Attrs): void {
  const ids = segmentIds!.shape;
  if (!util.arraysEqual(ids, x!.shape.slice(0, ids.length))) {
    refuseWhat(
      'unsortedSegmentSum',
      'segmentIds must have the shape of the first axes of x',
      `[${ids}] for x of shape [${x!.shape}]`,
      'pass an id for each row',
    );
  }
  if (!Number.isInteger(numSegments) || (numSegments as number) < 0) {
    refuse(
      'unsortedSegmentSum',
      'numSegments must be an integer of 0 or more',
      numSegments,
      'count the segments',
    );
  }
}
