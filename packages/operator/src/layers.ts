export { Backdrop, type BackdropLayerConfig, backdropLayer } from './layers/backdrop-layer';
