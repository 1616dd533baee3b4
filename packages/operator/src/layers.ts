export { Backdrop, type BackdropLayerConfig, backdropLayer } from './layers/backdrop-layer';
export type { RateSchedule } from './rate-schedule';
