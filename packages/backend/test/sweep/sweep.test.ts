// Random calls of every operation of tfjs on wasm and on cpu, values and gradients; gradients also against finite
// differences. BACKDROPJS_SWEEP=20000 runs so many cases in all, BACKDROPJS_SWEEP_SEED others than the usual ones.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../src/index';
import { type Counts, compare, differsFromRight, distanceFromDifferences } from './compare';
import { type Case, Draw } from './draw';
import { explained } from './explained';
import * as families from './operations';

const operations = Object.values(families).flatMap((family) => Object.entries(family));
const cases = Number(process.env['BACKDROPJS_SWEEP'] ?? 3 * operations.length);
const each = Math.ceil(cases / operations.length);
const firstSeed = Number(process.env['BACKDROPJS_SWEEP_SEED'] ?? 1);

/** Finite differences in float32 say something about values of ordinary size only. */
const isOrdinary = ({ inputs }: Case) =>
  inputs.every(({ values }) => values.every((value) => typeof value === 'string' || Math.abs(value) < 100));

/** What may stand for a gradient: that there is none. Any other error is a mistake in it, which both backends share. */
const hasNoGradient = /gradient function not found|is not supported|are not yet supported/;

const ran = new Set<string>();
beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    const config = tf.getKernel(kernelName, 'cpu');
    config.kernelFunc = (call) => {
      ran.add(kernelName);
      return kernelFunc(call);
    };
  }
});

describe('random calls on wasm are as on cpu', () => {
  it.each(operations)('%s', async (name, operation) => {
    let refused = 0;
    const differences: string[] = [];
    for (let i = 0; i < each; i++) {
      const seed = firstSeed + 1000 * i + name.length;
      const one = operation(new Draw(seed));
      const inputs = one.inputs.map(({ dtype, shape }) => `${dtype}[${shape}]`).join(' ');
      const where = `seed ${seed}, ${inputs} ${JSON.stringify(one.about ?? {})}`;
      const ofThis: Counts = {};
      const difference = await compare(one, seed, ['wasm', 'cpu'], ofThis);
      refused += ofThis.refused ?? 0;
      const reason =
        difference &&
        explained.find(
          ({ operation, part, when }) =>
            operation.test(name) && part === difference.part && when(one, difference.what),
        );
      // tfjs does not sum over an axis of nothing that was repeated.
      const isEmpty = one.inputs.some(({ shape }) => shape.includes(0));
      if (ofThis.withoutGradient && !isEmpty && !hasNoGradient.test(ofThis.withoutGradient))
        differences.push(`${where}: gradient: refused on both: ${ofThis.withoutGradient}`);
      if (difference && !reason) differences.push(`${where}: ${difference.part}: ${difference.what}`);
      if (reason) {
        const wrong = await differsFromRight(one, seed, reason.part, reason.right(one));
        if (wrong) differences.push(`${where}: explained (${reason.reason}), but not right: ${wrong}`);
      }
      // An explained one has to have the gradient of finite differences.
      const isChecked = reason ? true : !difference && i % 3 === 0;
      if (!isChecked || one.gradient === false || !isOrdinary(one)) continue;
      if (!ofThis.gradients) continue;
      await tf.setBackend('wasm');
      const distance = distanceFromDifferences(one, seed);
      if (distance !== undefined && !(distance < 0.03)) {
        differences.push(`${where}: gradient: off finite differences by ${distance}`);
      }
    }
    expect(differences).toEqual([]);
    // Calls that both refuse show nothing.
    expect(refused / each).toBeLessThan(0.75);
  });
});

/** Need a canvas, or give random numbers; cpu's gradients of resizing are wrong, ours replace them. */
const notDrawn = ['Draw', 'Multinomial', 'ResizeBilinearGrad', 'ResizeNearestNeighborGrad'];

it('every kernel of cpu ran', () => {
  const missing = tf
    .getKernelsForBackend('cpu')
    .map(({ kernelName }) => kernelName)
    .filter((name) => !ran.has(name) && !notDrawn.includes(name));
  expect(missing).toEqual([]);
});
