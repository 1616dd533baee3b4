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
    // Layers of the user's own may call other things so.
    if (entry(custom, className)) inside = knownParts(inside);
    return (
      [className, inside.activation ?? '', inside.recurrentActivation ?? ''].every(isName) &&
      Array.isArray(inside.layers ?? [])
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

/** What of a configuration has the form that layers of tf.layers give it. */
function knownParts({ activation, recurrentActivation, layer, layers }: Inside): Inside {
  const isLayer = (part: unknown) =>
    holds(() => {
      const { className, config } = part as { className: unknown; config: unknown };
      return isName(className) && typeof config === 'object' && config !== null;
    });
  return {
    activation: isName(activation) ? activation : null,
    recurrentActivation: isName(recurrentActivation) ? recurrentActivation : null,
    layer: isLayer(layer) ? layer : undefined,
    layers: Array.isArray(layers) ? layers.filter(isLayer) : [],
  };
}

/** What a table holds for a name, which may be any, `constructor` too. */
function entry<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
