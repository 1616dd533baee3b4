export { gaussianGradient } from './noise/gaussian-gradient';
export type { Gradients } from './noise/gradients';
export { isotropicGradient } from './noise/isotropic-gradient';
export { reflectedGradient } from './noise/reflected-gradient';
