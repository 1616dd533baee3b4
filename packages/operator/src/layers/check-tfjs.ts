import { serialization, version_core } from '@tensorflow/tfjs-core';
import { layers, version_layers } from '@tensorflow/tfjs-layers';

/**
 * Throws unless tfjs-layers is 4.17 or newer and builds on this package's copy of tfjs-core. npm makes a second copy without a word
 * when another package asks for another version; a layer would then be registered where no model looks for it.
 */
export function checkTfjs(caller: string): void {
  const [major = 0, minor = 0] = version_layers.split('.').map(Number);
  const recent = major > 4 || (major === 4 && minor >= 17);
  const oneCopy = layers.Layer.prototype instanceof serialization.Serializable;
  if (recent && oneCopy) return;
  const got = `version ${version_core} here and that of @tensorflow/tfjs-layers ${version_layers}`;
  throw new Error(
    `${caller}: tfjs must be one copy of version 4.17 or newer, got ${oneCopy ? got : `two copies of @tensorflow/tfjs-core, ${got}`}; ` +
      'install one version of all of it: npm install @tensorflow/tfjs-core@4.22 @tensorflow/tfjs-layers@4.22, and see what ' +
      'npm ls @tensorflow/tfjs-core says',
  );
}
