import { checkFunction, isText, refuse, refuseKind } from '../check';
import type { MaskFunction } from '../mask';

/** What makes a mask from the rest of its {@link MaskSpec}. */
// biome-ignore lint/suspicious/noExplicitAny: each factory has options of its own, which it checks.
export type MaskFactory = (options: any) => MaskFunction;

/** A mask as a plain object that JSON holds: the name that its factory is registered under, and the factory's options. */
export interface MaskSpec {
  /** The name that the factory is registered under. */
  readonly name: string;
  readonly [option: string]: unknown;
}

const factories = new Map<string, MaskFactory>();

/**
 * Registers masks under a name, for `backdropLayer` and the saved models that hold one.
 *
 * @param name - by which a layer's `mask: { name, … }` calls it; the same for ever, as saved models hold it.
 * @param factory - makes the mask from the other entries of `mask`; one of `@backdropjs/operator/masks`, or your own.
 * Its options must be such that JSON holds them. Registering another factory under the name replaces it.
 * @returns nothing.
 * @throws TypeError if `name` is no text or `factory` no function.
 *
 * @example
 * ```ts
 * import { backdropLayer, registerMask } from '@backdropjs/operator/layers';
 * import { blocks } from '@backdropjs/operator/masks';
 *
 * registerMask('blocks', blocks); // before a model with such a layer is made or loaded
 * const layer = backdropLayer({ axes: ['height', 'width'], seed: 1, mask: { name: 'blocks', rate: 0.8, size: 4 } });
 * ```
 */
export function registerMask(name: string, factory: MaskFactory): void {
  if (typeof name !== 'string' || name === '') {
    refuse('registerMask', 'name must be a text', name, isText);
  }
  checkFunction('registerMask', 'factory', factory);
  factories.set(name, factory);
}

/** The mask of a plain object. */
export function maskOf(caller: string, spec: MaskSpec): MaskFunction {
  const { name, ...options } = Object(spec) as MaskSpec;
  const factory = factories.get(name);
  if (!factory) {
    const known = [...factories.keys()].join(', ') || 'none yet';
    const remedy = `call registerMask(name, factory) before the layer is made or loaded; registered: ${known}`;
    return refuse(
      caller,
      'mask must be { name, ... } with the name of a registered mask',
      name ?? spec,
      isText,
      remedy,
    );
  }
  try {
    structuredClone(spec);
  } catch {
    refuseKind(
      caller,
      'mask must be a plain object that JSON holds',
      spec,
      'register a factory that makes the rest',
    );
  }
  const mask = factory(options);
  checkFunction(caller, `mask ${name}`, mask);
  return mask;
}
