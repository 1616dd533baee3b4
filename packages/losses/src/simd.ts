export { useSimd } from './simd/use-simd';
