import type { Seed } from '@backdropjs/random';
import { type Complete, check, checkChoice, checkInteger, checkNumber, readOptions } from '../check';
import { checkModel, type FieldModel } from '../models/model';
import { checkGrid } from '../torus/check-grid';
import type { FieldType } from '../torus/field-type';
import type { Torus } from '../torus/torus';
import type { Padding } from './embed';

/** The options of {@link createSampler}. */
export interface SamplerOptions<D extends FieldType = FieldType> {
  /** What to draw, say a {@link squaredExponential} model. */
  model: FieldModel;
  /**
   * The lengths of one to three axes: columns, rows and columns, or layers, rows and columns. Periodic fields
   * need products of powers of 2, 3 and 5.
   */
  shape: readonly number[];
  /** The distance between neighbors, in the unit of the correlation length, or one for each axis. Default 1. */
  spacing?: number | readonly number[];
  /**
   * The element type of the fields, default 'float32'; the noise is drawn in double precision in any case, and
   * with 'float32' the transform is one in single precision, to about 1e-6 of the deviation.
   */
  dtype?: D;
  /**
   * 'periodic', the default: fields continue across opposite edges. With a padding they are cut out of a
   * larger periodic field, at least that many grid points larger along each axis, in [0, 32768]; with 'auto' large
   * enough for the `tolerance`.
   */
  boundary?:
    | 'periodic'
    | {
        /** Grid points added along each axis, or 'auto'. */
        readonly padding: Padding;
      };
  /**
   * What to do when the covariance on the torus has negative eigenvalues beyond the tolerance: 'throw', the
   * default, or 'clip' them to 0 and scale the others to the model's variance. The error is reported.
   */
  indefinite?: 'throw' | 'clip';
  /**
   * The share of negative eigenvalues that is cut without a word, and the covariance over the variance at
   * which 'auto' padding ends. Default 1e-8.
   */
  tolerance?: number;
  /** Fields are a function of the seed and their number. */
  seed: Seed;
}

/** Checked options of {@link createSampler}: the grid instead of its shape and spacing, and no padding of periodic fields. */
export interface Read<D extends FieldType>
  extends Pick<Complete<SamplerOptions<D>>, 'model' | 'dtype' | 'indefinite' | 'tolerance' | 'seed'> {
  readonly grid: Torus;
  readonly padding: Padding | undefined;
}

/** Checks the options of {@link createSampler}. */
export function readSamplerOptions<D extends FieldType>(options: SamplerOptions<D>): Read<D> {
  const caller = 'createSampler';
  const { model, shape, spacing, dtype, boundary, indefinite, tolerance, seed } = readOptions(
    caller,
    options,
    {
      model: undefined,
      shape: undefined,
      spacing: 1,
      dtype: 'float32',
      boundary: 'periodic',
      indefinite: 'throw',
      tolerance: 1e-8,
      seed: undefined,
    },
  );
  checkModel(caller, 'model', model);
  const periodic = boundary === 'periodic';
  const bounded = periodic || boundary?.padding !== undefined;
  check(bounded, caller, "boundary must be 'periodic' or { padding }", boundary, '', 'string');
  const padding = periodic ? undefined : readOptions(caller, boundary, { padding: undefined }).padding;
  if (padding !== undefined && padding !== 'auto') {
    checkInteger(caller, 'boundary.padding', padding, 0, 0x8000);
  }
  const grid = checkGrid(caller, shape, spacing, periodic);
  checkChoice(caller, 'dtype', dtype, 'float32', 'float64');
  checkChoice(caller, 'indefinite', indefinite, 'throw', 'clip');
  checkNumber(caller, 'tolerance', tolerance, 1e-14, 1);
  return { model, grid, padding, dtype, indefinite, tolerance, seed };
}
