/** One kernel that the backend in use lacks. */
export interface MissingKernel {
  /** The name of the kernel, as tfjs spells it. */
  kernel: string;
  /** The layers that need it; empty when kernels were asked for by name. */
  layers: string[];
  /** The backends, of those that have been imported, which have it. */
  availableOn: string[];
}

/** Thrown by `requireKernels` when training would fail for want of a kernel or of a gradient, or when it cannot tell. */
export class UnsupportedKernelError extends Error {
  /** Always `UnsupportedKernelError`. */
  override readonly name = 'UnsupportedKernelError';

  constructor(
    /** The backend that was checked. */
    readonly backend: string,
    /** Kernels that the backend lacks. */
    readonly missing: readonly MissingKernel[],
    /** Layers whose kernels are not known, each as `name (class)`. */
    readonly unknownLayers: readonly string[] = [],
    /** Kernels that tfjs has no gradient for, so that nothing can be trained through them. */
    readonly withoutGradient: readonly string[] = [],
  ) {
    const lines = [
      ...missing.map((kernel) => describe(backend, kernel)),
      ...unknown(unknownLayers),
      ...withoutGradient.map(
        (kernel) =>
          `there is no gradient of ${kernel}; leave it out of the list if nothing is trained through it`,
      ),
    ];
    super(`requireKernels: ${lines.join('\n')}`);
  }
}

function describe(backend: string, { kernel, layers, availableOn }: MissingKernel): string {
  const users = layers.length > 0 ? `, which ${layers.join(', ')} needs` : '';
  const remedy =
    availableOn.length > 0
      ? `available on ${availableOn.join(', ')}: initBackend({ backends: ['${availableOn[0]}'] })`
      : 'no imported backend has it';
  return `the ${backend} backend has no kernel ${kernel}${users}; ${remedy}`;
}

function unknown(layers: readonly string[]): string[] {
  if (layers.length === 0) return [];
  return [
    `the kernels of ${layers.join(', ')} are not known; name those that its class uses, forward and backward: ` +
      "requireKernels(model, { layers: { ClassName: ['Multiply'] } })",
  ];
}
