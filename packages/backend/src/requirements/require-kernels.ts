import { getBackend } from '@tensorflow/tfjs-core';
import { holds, readOptions, refuseKind, refuseState } from '../check';
import { backendPackages } from '../tfjs/backend-packages';
import { isName, kernelsOf } from './kernels-of';
import { stepKernels } from './layer-kernels';
import { hasKernel, lacksGradient } from './training';
import { type MissingKernel, UnsupportedKernelError } from './unsupported-kernel-error';

/** What `requireKernels` reads of a tf.layers layer. */
export interface LayerLike {
  /** The name of the layer, for the message. */
  name: string;
  /** The name of its class, which tells its kernels. */
  getClassName(): string;
  /** Its configuration: activation, wrapped layer and the like. */
  getConfig(): object;
}

/** What `requireKernels` reads of a tf.layers model. */
export interface ModelLike {
  /** Its layers, in any order. */
  layers: readonly LayerLike[];
}

/** Options of {@link requireKernels}. */
export interface RequireKernelsOptions {
  /** The kernels, forward and backward, of layer classes that are not of tf.layers, by class name. */
  layers?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Makes sure, before training starts, that the backend in use has every kernel that it will take, that tfjs has a gradient
 * for each, and that those of the wasm backend which are wrong in tfjs have been replaced.
 *
 * For a tf.layers model the kernels follow from the classes and activations of its layers, including layers inside
 * of wrappers and nested models. What losses, metrics, optimizers, regularizers and constraints call beyond
 * arithmetic is not checked: name those kernels in a second call.
 *
 * @param modelOrNames a tf.layers model, or kernel names as tfjs spells them (`'Conv2DBackpropFilter'`).
 * @returns nothing.
 * @throws UnsupportedKernelError naming each missing kernel, the layers that need it and the imported backends that
 * have it, each layer of an unknown class, and each kernel without a gradient. Error if no backend has been started; RangeError or TypeError if it gets neither a
 * model nor names, or an option is invalid or misspelled.
 * @example
 * ```ts
 * import { initBackend, requireKernels } from '@backdropjs/backend';
 *
 * await initBackend();
 * requireKernels(['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput']);
 * ```
 */
export function requireKernels(
  modelOrNames: ModelLike | readonly string[],
  options: RequireKernelsOptions = {},
): void {
  const { layers = {} } = readOptions('requireKernels', options, ['layers']);
  const custom = readOptions('requireKernels', layers);
  checkModelOrNames(modelOrNames);
  const backend = getBackend() as string | undefined;
  if (!backend)
    refuseState('requireKernels', 'a backend must have been started', 'none', 'call initBackend first');
  checkCustom(custom);
  const users = new Map<string, Set<string>>();
  const unknownLayers: string[] = [];
  const need = (kernel: string, layer?: string) => {
    const layers = users.get(kernel) ?? new Set();
    users.set(kernel, layer === undefined ? layers : layers.add(layer));
  };
  if ('layers' in modelOrNames) {
    for (const kernel of stepKernels) need(kernel);
    for (const layer of modelOrNames.layers) {
      const serialized = { className: layer.getClassName(), config: layer.getConfig() };
      const { kernels, unknownClasses } = kernelsOf(serialized, custom);
      for (const kernel of kernels) need(kernel, layer.name);
      for (const className of unknownClasses) unknownLayers.push(`${layer.name} (${className})`);
    }
  } else {
    for (const kernel of modelOrNames) need(kernel);
  }
  const missing: MissingKernel[] = [...users]
    .filter(([kernel]) => !hasKernel(kernel, backend))
    .map(([kernel, layers]) => ({
      kernel,
      layers: [...layers],
      availableOn: Object.keys(backendPackages).filter((name) => hasKernel(kernel, name)),
    }));
  const withoutGradient = [...users.keys()].filter(
    (kernel) => hasKernel(kernel, backend) && lacksGradient(kernel),
  );
  if (missing.length > 0 || unknownLayers.length > 0 || withoutGradient.length > 0) {
    throw new UnsupportedKernelError(backend, missing, unknownLayers, withoutGradient);
  }
}

function checkModelOrNames(given: ModelLike | readonly string[]): void {
  const isList = holds(() => Array.isArray(given));
  if (!isList && !holds(() => Array.isArray((given as ModelLike).layers))) {
    refuseKind(
      'requireKernels',
      'takes a tf.layers model or a list of kernel names',
      given,
      "write ['Conv2D']",
    );
  }
  const [isPart, what] = isList ? [isName, 'the name of a kernel'] : [isLayer, 'a layer of tf.layers'];
  for (const part of isList ? (given as readonly unknown[]) : (given as ModelLike).layers) {
    if (!holds(() => isPart(part))) refuseKind('requireKernels', `each must be ${what}`, part);
  }
}

function isLayer(part: unknown): boolean {
  const { name, getClassName, getConfig } = part as LayerLike;
  return isName(name) && typeof getClassName === 'function' && typeof getConfig === 'function';
}

function checkCustom(custom: NonNullable<RequireKernelsOptions['layers']>): void {
  const remedy = "write { ClassName: ['Multiply'] }";
  for (const [className, kernels] of Object.entries(custom)) {
    if (!holds(() => Array.isArray(kernels) && kernels.findIndex((name) => !isName(name)) < 0)) {
      refuseKind('requireKernels', `layers must name a list of kernels for ${className}`, kernels, remedy);
    }
  }
}
