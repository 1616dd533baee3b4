// Four items under a loss, for the tests of its way into tfjs.
export const scores = [0.25, -1, 0.5, 2];
export const labels = [1, 0, 0, 1];
export const float32 = (values: Float64Array) => Float32Array.from(values);
