export { registerGradientKernels } from './register-gradient-kernels';
