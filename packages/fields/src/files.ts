export { type FromNpyOptions, fromNpy, type NpyArray } from './npy/from-npy';
export { fromNpz, type Npz } from './npy/from-npz';
export { toNpy } from './npy/to-npy';
export { type ShapedArray, toNpz } from './npy/to-npz';
export type { NpyData } from './npy/types';
