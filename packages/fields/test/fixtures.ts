import type { CovarianceModel } from '../src/models/model';
/** A periodic grid in the plane. */
export interface Plane {
  shape: readonly [number, number];
  spacing: readonly [number, number];
}

/**
 * The covariance on a torus by its definition: that of the model summed over periodic images, scaled to its
 * variance.
 */
export function torusCovariance(model: CovarianceModel, { shape, spacing }: Plane, images = 8): Float64Array {
  const covariance = new Float64Array(shape[0] * shape[1]);
  for (let i = 0; i < shape[0]; i++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let m = -images; m <= images; m++) {
        // Along an axis of one point there are no distances, and so no images.
        if (shape[0] === 1 && m !== 0) continue;
        for (let n = -images; n <= images; n++) {
          const dy = (i + m * shape[0]) * spacing[0];
          const dx = (j + n * shape[1]) * spacing[1];
          covariance[i * shape[1] + j]! += model.covariance(dy, dx);
        }
      }
    }
  }
  return covariance.map((value) => (value / covariance[0]!) * model.variance);
}

/** The greatest distance between entries. */
export function mostDifferent(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let most = actual.length === expected.length ? 0 : Infinity;
  for (let i = 0; i < actual.length; i++) most = Math.max(most, Math.abs(actual[i]! - expected[i]!));
  return most;
}

/** FNV-1a of the bytes of a typed array, as eight hexadecimal digits. */
export function hash(array: ArrayBufferView): string {
  let state = 0x811c9dc5;
  for (const byte of new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) {
    state = Math.imul(state ^ byte, 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, '0');
}
