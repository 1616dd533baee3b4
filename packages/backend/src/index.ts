export type { BackendName } from './backend-packages';
export { type BackendReport, type InitBackendOptions, initBackend } from './init-backend';
