// In one place, which no page is bundled with: pages load at once what they import themselves.
import { onDemand } from './on-demand';

export const AucPlayground = onDemand(() => import('../auc/AucPlayground.vue'));
export const FieldExplorer = onDemand(() => import('../fields/FieldExplorer.vue'));
export const GradientFootprint = onDemand(() => import('../footprint/GradientFootprint.vue'));
export const MaskPlanner = onDemand(() => import('../planner/MaskPlanner.vue'));
export const OneImage = onDemand(() => import('../one-image/OneImage.vue'));
