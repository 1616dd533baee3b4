// Whatever a program does between an operation and the reading of its result, wasm reads what cpu reads.
// BACKDROPJS_PROGRAMS=5000 runs as many programs.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../src/index';
import { type Program, randomProgram, run } from './program';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

const count = Number(process.env['BACKDROPJS_PROGRAMS'] ?? 100);

/** What differs between the backends, if anything does. */
async function difference(program: Program): Promise<string | undefined> {
  await tf.setBackend('cpu');
  const want = await run(program);
  await tf.setBackend('wasm');
  const before = tf.memory();
  try {
    const got = await run(program);
    for (const [i, values] of want.entries()) {
      const at = values.findIndex((value, j) => value !== got[i]![j]);
      if (at >= 0) return `read ${i}: value ${at} is ${got[i]![at]} instead of ${values[at]}`;
    }
    const { numTensors, numDataBuffers } = tf.memory();
    if (numTensors !== before.numTensors || numDataBuffers !== before.numDataBuffers) {
      return `left ${numTensors - before.numTensors} tensors, ${numDataBuffers - before.numDataBuffers} buffers`;
    }
    return undefined;
  } catch (error) {
    return (error as Error).stack;
  }
}

/** The program without the instructions that it fails without. */
async function shrink(program: Program): Promise<Program> {
  for (let at = program.instructions.length - 1; at >= 0; at--) {
    const shorter = { ...program, instructions: program.instructions.filter((_, i) => i !== at) };
    if ((await difference(shorter)) !== undefined) program = shorter;
  }
  return program;
}

test(`${count} random programs read the same on wasm and on cpu`, { timeout: 3_600_000 }, async () => {
  for (let seed = 1; seed <= count; seed++) {
    const program = randomProgram(seed);
    if ((await difference(program)) === undefined) continue;
    const least = await shrink(program);
    const steps = least.instructions.map(({ name, operands }) => `${name} ${operands.join(' ')}`);
    expect.fail(`program ${seed}: ${await difference(least)}\n${steps.join('\n')}`);
  }
});
