export { completeLayers } from './layers/complete-layers';
export { FusedConv2D, type FusedConv2dLayerConfig, fusedConv2dLayer } from './layers/fused-conv2d-layer';
