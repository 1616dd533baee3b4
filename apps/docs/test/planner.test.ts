import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initBackend } from '@backdropjs/backend';
import { receptiveFields, suggestMasks } from '@backdropjs/operator/layers';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialValues, problemsOf } from '../live/demo/link';
import { pack, unpack } from '../live/planner/packed';
import { keptOf, plan, stackModel } from '../live/planner/plan';
import { program } from '../live/planner/program';
import { fields, readScales, type Settings } from '../live/planner/settings';
import { readStack, writeStack } from '../live/planner/stack';

const initial = { ...initialValues(fields), size: '32', draws: 2, images: '1' } as Settings;
const folder = new URL('../.readme-programs/planner/', import.meta.url);

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stacks of layers; the sizes, strides and offsets of the last one, by the recurrence and by hand. */
const architectures: [string, size: number, stride: number, offset: number][] = [
  ['conv-5-2-same.conv-2-2-same.conv-2-2-same.conv-2-2-same', 19, 16, -1],
  ['conv-3-1-same.conv-3-1-same', 5, 1, -2],
  ['conv-3-1-valid.pool-2-2-valid.conv-3-1-valid.pool-2-2-valid', 10, 4, 0],
  ['conv-7-2-same.pool-3-2-same', 11, 4, -2],
  ['conv-4-4-valid.conv-2-2-valid', 8, 8, 0],
  ['conv-1-1-same.conv-3-1-same', 3, 1, -1],
  ['conv-3-2-valid.conv-3-2-valid.conv-3-2-valid', 15, 8, 0],
  ['pool-2-2-same.conv-5-1-same.pool-2-2-same', 12, 4, -4],
];

describe.each(architectures)('%s', (stack, size, stride, offset) => {
  it('has the fields that receptiveFields finds, and those of the recurrence', async () => {
    const settings = { ...initial, stack, scales: '5' };
    const planned = await plan(settings);
    const model = stackModel(settings);
    const found = receptiveFields(model).filter(({ axes }) => axes.length > 0);
    expect(planned.layers).toEqual(
      found.map((field) => ({
        layer: field.layer,
        positions: field.positions[0],
        size: field.size[0],
        stride: field.stride[0],
        offset: field.offset[0],
      })),
    );
    expect(planned.layers.at(-1)).toMatchObject({ size, stride, offset });
    expect(planned.places.map(({ after }) => after)).toEqual(
      suggestMasks(model, { scales: [5] }).map(({ after }) => after),
    );
    model.dispose();
  });
});

describe('the noise', () => {
  const measured = (changed: Partial<Settings>) => plan({ ...initial, images: '4', draws: 30, ...changed });
  const total = async (changed: Partial<Settings>) =>
    (await measured(changed)).noise.reduce((sum, { value }) => sum + value, 0);

  it('is 0 at rate 0', async () => {
    const { noise } = await measured({ rate1: 0, rate2: 0, draws: 3 });
    expect(noise.map(({ value }) => value)).toEqual(noise.map(() => 0));
  });

  it('rises with the rate, and falls with masks of their own for each image', async () => {
    const rates = [0.2, 0.5, 0.8];
    const noise = await Promise.all(rates.map((rate) => total({ rate1: rate, rate2: rate })));
    expect(noise[0]).toBeGreaterThan(0);
    expect(noise[1]).toBeGreaterThan(noise[0]!);
    expect(noise[2]).toBeGreaterThan(noise[1]!);
    expect(await total({ rate1: 0.8, rate2: 0.8, masks: 'each' })).toBeLessThan(noise[2]!);
  });

  it('depends on the settings only, and leaves no tensor behind', async () => {
    const once = await measured({ draws: 3 });
    const before = tf.memory().numTensors;
    const again = await measured({ draws: 3 });
    expect(tf.memory().numTensors).toBe(before);
    expect({ ...again, milliseconds: 0 }).toEqual({ ...once, milliseconds: 0 });
  });
});

it('what is kept, and the chance of nothing: rate to the power of the positions', async () => {
  const { places } = await plan({ ...initial, rate1: 0.9, rate2: 0.5 });
  expect(places.map(({ positions }) => positions)).toEqual([64, 4]);
  expect(places.map(({ allDropped }) => allDropped)).toEqual([0.9 ** 64, 0.5 ** 4]);
  expect(places[0]!.expectedKept).toBeCloseTo(6.4, 12);
  expect(keptOf(256, 0)).toEqual({ rate: 0, positions: 256, expectedKept: 256, allDropped: 0 });
});

/** What a program prints in Node, in a module of its own. */
function printed(text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = fileURLToPath(new URL('program.mjs', folder));
  writeFileSync(file, text);

  const { stdout, stderr, status } = spawnSync(process.execPath, [file], {
    cwd: fileURLToPath(folder),
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return stdout;
}

const expected = ({ places }: Awaited<ReturnType<typeof plan>>) =>
  `${places
    .filter(({ after }, i) => places.findIndex((place) => place.after === after) === i)
    .map(({ after, rate }) => `${after} ${rate}`)
    .join(', ')}\n`;

describe('the program to copy runs in Node, and suggests the same', () => {
  it.each<Partial<Settings>>([
    {},
    { stack: 'conv-3-1-same.pool-2-2-valid.conv-3-1-same.pool-2-2-same', scales: '3, 8, 9', masks: 'each' },
  ])('%o', async (changed) => {
    const settings = { ...initial, ...changed };
    expect(printed(program(settings))).toBe(expected(await plan(settings)));
  });

  it('a model that was pasted, which leaves its size open', async () => {
    const model = sequential({
      layers: [
        layers.conv2d({ name: 'a', inputShape: [null, null, 2], filters: 3, kernelSize: 3, padding: 'same' }),
        layers.batchNormalization({ name: 'b' }),
        layers.reLU({ name: 'c' }),
        layers.conv2d({ name: 'd', filters: 3, kernelSize: 5, strides: 4, padding: 'same' }),
        layers.globalMaxPooling2d({ name: 'e' }),
        layers.dense({ name: 'f', units: 3, activation: 'softmax' }),
      ],
    });
    const json = JSON.stringify(model.toJSON(null, false));
    const settings = { ...initial, model: await pack(json), scales: '3, 7' };
    expect(problemsOf(fields, settings)).toEqual([]);
    expect(await unpack(settings.model)).toBe(json);
    const planned = await plan(settings);
    expect(planned.places.map(({ after }) => after)).toEqual(['c', 'd']);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL('model.json', folder), json);
    expect(printed(program(settings))).toBe(expected(planned));
  });
});

describe('what a link may say', () => {
  it.each([
    ['stack', 'conv-5-2-same.conv-2'],
    ['stack', 'conv-16-2-same'],
    ['stack', Array(13).fill('conv-1-1-same').join('.')],
    ['scales', ''],
    ['scales', '3,,4'],
    ['scales', '0.5'],
    ['scales', '1, 2, 3, 4'],
    ['model', '{"a": 1}'],
    ['rate1', '1'],
  ])('%s=%s is refused', (name, text) => {
    expect(problemsOf(fields, { ...initial, [name]: text })).toEqual([
      expect.stringMatching(new RegExp(`^${name} must be`)),
    ]);
  });

  it('is read and written alike', () => {
    for (const [stack] of architectures) expect(writeStack(readStack(stack)!)).toBe(stack);
    expect(readScales(' 7,19.5 ')).toEqual([7, 19.5]);
  });
});

it('a stack that leaves nothing of the image, and a model of something else, are refused in words', async () => {
  const empty = Array(4).fill('conv-15-8-valid').join('.');
  await expect(plan({ ...initial, stack: empty })).rejects.toThrow(/image|size|shape|dimension/i);
  const dense = sequential({ layers: [layers.dense({ inputShape: [3], units: 1 })] });
  const model = await pack(JSON.stringify(dense.toJSON(null, false)));
  await expect(plan({ ...initial, model })).rejects.toThrow(/must take square images .* got \[3\]$/);
});
