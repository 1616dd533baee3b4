import { registerBatchNormalizationGradient } from './batch-normalization';
import { registerBroadcastGradients } from './broadcasts';
import { registerComparisonGradients } from './comparisons';
import { registerComplexGradients } from './complex';
import { registerConvolutionGradients } from './convolution';
import { registerCountGradients } from './counts';
import { registerCroppingGradient } from './cropping';
import { registerEinsumGradient } from './einsum';
import { registerElementwiseGradients } from './elementwise';
import { registerGradientsOfGradients } from './gradients-of-gradients';
import { registerListGradients } from './lists';
import { registerPoolingGradients } from './pooling';
import { registerProjectionGradients } from './projections';
import { registerRearrangementGradients } from './rearrangements';
import { registerReductionGradients } from './reductions';
import { registerResizingGradients } from './resizing';
import { registerSelectionGradients } from './selections';

/**
 * Replaces the gradients of tfjs that compute more than they need, on every backend.
 *
 * They hold until somebody registers tfjs's gradients again, as importing tfjs-layers does: import it first.
 */
export function registerLeanGradients(): void {
  registerBatchNormalizationGradient();
  registerBroadcastGradients();
  registerComparisonGradients();
  registerComplexGradients();
  registerConvolutionGradients();
  registerCountGradients();
  registerCroppingGradient();
  registerEinsumGradient();
  registerElementwiseGradients();
  registerGradientsOfGradients();
  registerListGradients();
  registerPoolingGradients();
  registerProjectionGradients();
  registerRearrangementGradients();
  registerReductionGradients();
  registerResizingGradients();
  registerSelectionGradients();
}
