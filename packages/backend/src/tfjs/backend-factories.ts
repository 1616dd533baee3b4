import { engine, registerBackend } from '@tensorflow/tfjs-core';
import type { BackendName } from './backend-packages';

/** What makes each backend, as its package registered it: that happens once, when it is first imported. */
const factories = new Map<BackendName, ReturnType<typeof engine>['registryFactory'][string]>();

/** Whether tfjs can make a backend; one that was here before and has been removed since is registered again. */
export function hasFactory(name: BackendName): boolean {
  const present = engine().registryFactory[name];
  const known = factories.get(name);
  if (present && !known) factories.set(name, present);
  if (!present && known) registerBackend(name, known.factory, known.priority);
  return Boolean(present ?? known);
}

/** Why a package that was imported has left no backend. Those of wasm and cpu register theirs in every environment. */
export function whyNoFactory(name: BackendName): string {
  const packageName = `@tensorflow/tfjs-backend-${name}`;
  const removed =
    `tf.removeBackend('${name}') has taken away what ${packageName} registers once, when it is first imported; ` +
    'call initBackend before you remove it, or do not remove it';
  if (name === 'wasm' || name === 'cpu') return removed;
  return `${packageName} does not support this environment; or, if it does, ${removed}`;
}
