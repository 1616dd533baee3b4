import { holds, refuseKind } from '../check';
import { activationKernels } from './activation-kernels';
import { layerKernels } from './layer-kernels';

/** What a configuration says of kernels: activations, and layers inside of it. */
interface Inside {
  activation?: string | null;
  recurrentActivation?: string | null;
  layer?: unknown;
  layers?: unknown[];
}

export const isName = (part: unknown): part is string => typeof part === 'string';

/** The kernels of a layer as a saved model holds it: of its class, its activations and the layers inside of it. Nothing of it is known to be so. */
export function kernelsOf(
  serialized: unknown,
  custom: Readonly<Record<string, readonly string[]>>,
): { kernels: string[]; unknownClasses: string[] } {
  let className = '';
  let inside: Inside = {};
  const isRead = holds(() => {
    const given = serialized as { className: string; config: Inside };
    const { activation, recurrentActivation, layer, layers } = given.config;
    className = given.className;
    inside = { activation, recurrentActivation, layer, layers } as Inside;
    return (
      [className, activation ?? '', recurrentActivation ?? ''].every(isName) && Array.isArray(layers ?? [])
    );
  });
  if (!isRead) {
    const constraint = 'each layer must have a class and a configuration with activations by name';
    refuseKind('requireKernels', constraint, serialized);
  }
  const { activation, recurrentActivation, layer, layers } = inside;
  const own = entry(custom, className) ?? entry(layerKernels, className);
  const inner = [...(layer ? [layer] : []), ...(layers ?? [])].map((part) => kernelsOf(part, custom));
  const activations = [activation, recurrentActivation].filter((name) => name !== undefined && name !== null);
  const known = own !== undefined || layers !== undefined;
  return {
    kernels: [
      ...(own ?? []),
      ...activations.flatMap((name) => entry(activationKernels, name) ?? []),
      ...inner.flatMap(({ kernels }) => kernels),
    ],
    unknownClasses: [
      ...(known ? [] : [className]),
      ...activations
        .filter((name) => entry(activationKernels, name) === undefined)
        .map((name) => `activation ${name}`),
      ...inner.flatMap(({ unknownClasses }) => unknownClasses),
    ],
  };
}

/** What a table holds for a name, which may be any, `constructor` too. */
function entry<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
