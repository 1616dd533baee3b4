import { getBackend, getKernel } from '@tensorflow/tfjs-core';
import { checkOptions } from '../check-options';
import { backendPackages } from '../tfjs/backend-packages';
import { activationKernels } from './activation-kernels';
import { layerKernels, stepKernels } from './layer-kernels';
import { type MissingKernel, UnsupportedKernelError } from './unsupported-kernel-error';

/** What `requireKernels` reads of a tf.layers layer. */
export interface LayerLike {
  name: string;
  getClassName(): string;
  getConfig(): object;
}

/** What `requireKernels` reads of a tf.layers model. */
export interface ModelLike {
  layers: readonly LayerLike[];
}

/** Options of {@link requireKernels}. */
export interface RequireKernelsOptions {
  /** The kernels, forward and backward, of layer classes that are not of tf.layers, by class name. */
  layers?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Makes sure, before training starts, that the backend in use has every kernel that it will take.
 *
 * For a tf.layers model the kernels follow from the classes and activations of its layers, including layers inside
 * of wrappers and nested models. What losses, metrics, optimizers, regularizers and constraints call beyond
 * arithmetic is not checked: name those kernels in a second call.
 *
 * @param modelOrNames a tf.layers model, or kernel names as tfjs spells them (`'Conv2DBackpropFilter'`).
 * @throws UnsupportedKernelError naming each missing kernel, the layers that need it and the imported backends that
 * have it, and each layer of an unknown class. Error if no backend has been started, it gets neither a model nor names, or
 * an option is invalid or misspelled.
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
  checkOptions('requireKernels', options, ['layers']);
  if (!Array.isArray(modelOrNames) && !Array.isArray((modelOrNames as ModelLike | undefined)?.layers)) {
    throw new Error(
      `requireKernels: takes a tf.layers model or a list of kernel names, got ${modelOrNames}; write ['Conv2D']`,
    );
  }
  const backend = getBackend() as string | undefined;
  if (!backend) throw new Error('requireKernels: no backend has been started; call initBackend first');
  for (const [className, kernels] of Object.entries(options.layers ?? {})) {
    if (!Array.isArray(kernels)) {
      throw new Error(
        `requireKernels: layers must name a list of kernels for each class, got ${kernels} for ${className}; ` +
          `write ['Multiply']`,
      );
    }
  }
  const users = new Map<string, Set<string>>();
  const unknownLayers: string[] = [];
  const need = (kernel: string, layer?: string) => {
    const layers = users.get(kernel) ?? new Set();
    users.set(kernel, layer === undefined ? layers : layers.add(layer));
  };
  if ('layers' in modelOrNames) {
    for (const kernel of stepKernels) need(kernel);
    for (const layer of modelOrNames.layers) {
      const { kernels, unknownClasses } = kernelsOf(
        layer.getClassName(),
        layer.getConfig(),
        options.layers ?? {},
      );
      for (const kernel of kernels) need(kernel, layer.name);
      for (const className of unknownClasses) unknownLayers.push(`${layer.name} (${className})`);
    }
  } else {
    for (const kernel of modelOrNames) need(kernel);
  }
  const missing: MissingKernel[] = [...users]
    .filter(([kernel]) => !getKernel(kernel, backend))
    .map(([kernel, layers]) => ({
      kernel,
      layers: [...layers],
      availableOn: Object.keys(backendPackages).filter((name) => getKernel(kernel, name)),
    }));
  if (missing.length > 0 || unknownLayers.length > 0) {
    throw new UnsupportedKernelError(backend, missing, unknownLayers);
  }
}

interface SerializedLayer {
  className: string;
  config: object;
}

/** The kernels of a layer class, of its activations and of the layers inside of it. */
function kernelsOf(
  className: string,
  config: object,
  custom: Readonly<Record<string, readonly string[]>>,
): { kernels: string[]; unknownClasses: string[] } {
  const own = custom[className] ?? layerKernels[className];
  const { activation, recurrentActivation, layer, layers } = config as {
    activation?: unknown;
    recurrentActivation?: unknown;
    layer?: SerializedLayer;
    layers?: SerializedLayer[];
  };
  const inner = [...(layer ? [layer] : []), ...(layers ?? [])].map((part) =>
    kernelsOf(part.className, part.config, custom),
  );
  const activations = [activation, recurrentActivation].filter((name) => name !== undefined && name !== null);
  const known = own !== undefined || layers !== undefined;
  return {
    kernels: [
      ...(own ?? []),
      ...activations.flatMap((name) => activationKernels[String(name)] ?? []),
      ...inner.flatMap(({ kernels }) => kernels),
    ],
    unknownClasses: [
      ...(known ? [] : [className]),
      ...activations
        .filter((name) => !(String(name) in activationKernels))
        .map((name) => `activation ${name}`),
      ...inner.flatMap(({ unknownClasses }) => unknownClasses),
    ],
  };
}
