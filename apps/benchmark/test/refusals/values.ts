import { join } from 'node:path';
import { tensor2d } from '@tensorflow/tfjs-core';
import { create } from 'tar';
import { reproduce } from '../../src/commands/reproduce';
import { speed } from '../../src/commands/speed';
import { cifar10 } from '../../src/data/cifar-10/dataset';
import { uiucTexture } from '../../src/data/uiuc-texture/dataset';
import { findExperiment } from '../../src/experiments';
import { defineExperiment, mergeConfig } from '../../src/experiments/experiment';
import { grid } from '../../src/experiments/grid';
import { findPreset, listRuns } from '../../src/experiments/run-list';
import { parseSeeds } from '../../src/experiments/seeds';
import { checkJob } from '../../src/queue/check-job';
import { canonicalJson } from '../../src/records/canonical-json';
import { verifyRun } from '../../src/runner/verify-run';
import { normalQuantile } from '../../src/statistics/normal';
import { studentTTwoSided } from '../../src/statistics/student-t';
import { summarize } from '../../src/statistics/summary';
import { drawTraining } from '../../src/tasks/auc/draw-training';
import { coarseAuc } from '../../src/tasks/classification/coarse-auc';
import { predictLogits } from '../../src/tasks/classification/evaluate';
import { outcomeOf } from '../../src/tasks/outcome';
import type { TextureHalvesConfig } from '../../src/tasks/texture-halves/config';
import { splitHalves } from '../../src/tasks/texture-halves/split';
import { splitTextures } from '../../src/tasks/textures/split';
import { drawTrainingSet } from '../../src/tasks/two-scale/data';
import { packZip, writeCifar10 } from '../support/data';
import { runsOf, temporaryFolder } from '../support/records';

const twoScale = findExperiment('two-scale');
const [run] = runsOf('auc-diabetes', 'smoke', [100]);
const declare = (changes: object) => defineExperiment({ ...twoScale, ...changes } as never);
const halves = { reduceTo: [8, 16], classes: 1, patch: 4, otherImages: 1 } as never as TextureHalvesConfig;
const arm = (treatment: string, tuning: object, config: object) => ({ treatment, tuning, config });

/** A value outside of its set: a RangeError. */
export const wrongValues: Record<string, () => unknown> = {
  'no seeds': () => parseSeeds('5-1'),
  'too many seeds': () => parseSeeds('1-1000000000'),
  'a seed twice': () => parseSeeds('1,1'),
  'no experiment': () => findExperiment('two-scales'),
  'no preset': () => findPreset(twoScale, 'paper'),
  'no arm': () => listRuns(twoScale, 'quick', { backend: 'wasm', arms: ['mask'] }),
  'too many runs': () =>
    listRuns(twoScale, 'full', { backend: 'wasm', seeds: Array.from({ length: 1e6 }, (_, i) => i) }),
  'data where there are none': () => listRuns(twoScale, 'quick', { backend: 'wasm', data: '100 images' }),
  'an arm of a preset': () =>
    declare({ presets: { quick: { about: '', groups: [{ arms: ['no'], seeds: '1' }] } } }),
  'the name of an arm': () => declare({ arms: { no: arm('none', {}, {}) } }),
  'the tuning of an arm': () => declare({ arms: { 'none-lr-1': arm('none', { learningRate: 1 }, {}) } }),
  'a treatment': () =>
    declare({
      arms: {
        ...grid({ none: { config: {} } }),
        'none-lr-1': arm('none', { learningRate: 1 }, { learningRate: 1, crop: 8 }),
      },
    }),
  'the condition of an equivalence': () =>
    declare({
      preRegistration: {
        question: { equivalence: { margin: 0.1, provided: { family: 'no', base: 'none' } } },
        secondary: [],
      },
    }),
  'a metric without effect': () =>
    declare({ preRegistration: { question: {}, secondary: [], noEffect: { metric: 'no' } } }),
  'a setting': () => mergeConfig(twoScale, { lerningRate: 1 }),
  'two arms of a name': () => grid({ a: { config: {} } }, { learningRate: [1, 1] }),
  'settings of other code': () => verifyRun({ ...run!, id: '0' }, undefined),
  'too few samples': () => drawTraining([1, 0], { trainPositives: 2, trainNegatives: 1 }, 1),
  'too few images': () =>
    splitTextures(
      { labels: [], images: [] },
      { reduceTo: [4, 4], trainPerClass: 1, testPerClass: 1 } as never,
      1,
    ),
  'too few images of a class to halve': () => splitHalves({ labels: [], images: [] }, halves, 1),
  'a patch': () => splitHalves({ labels: [], images: [] }, { ...halves, patch: 9 } as never, 1),
  'a torus': () =>
    drawTrainingSet({ generator: 'multiscale', size: 8, fineTorus: 9, coarseTorus: 8 } as never, 1),
  'a metric': () => outcomeOf({ curve: [{ step: 1, auc: Number.NaN }], seconds: 1 }),
  'three coarse classes': () => coarseAuc(new Float32Array(6), Int32Array.of(0), 2),
  'two outputs': () =>
    predictLogits({ predictOnBatch: () => [tensor2d([[1]]), tensor2d([[1]])] } as never, {
      images: new Float32Array(1),
      labels: new Int32Array(1),
      size: 1,
      classes: 1,
    }),
  'a probability': () => normalQuantile(1),
  'degrees of freedom': () => studentTTwoSided(1, 0.5),
  'no values': () => summarize([]),
  'no package': () => speed({ only: ['forest'] }),
  'no preset of any experiment': () => reproduce({ preset: 'no' } as never),
  'the id of a job': () => checkJob({ ...run, id: '0' }),
  'equal names in a zip archive': async () => {
    const zip = join(temporaryFolder(), 'zip');
    await packZip(zip, { 'a/T01_01.jpg': Buffer.from(''), 'b/T01_01.jpg': Buffer.from('') });
    await uiucTexture.archives[0]!.unpack(zip, temporaryFolder());
  },
  'equal names in a tar archive': async () => {
    const cwd = temporaryFolder();
    for (const name of ['a', 'b']) writeCifar10(join(cwd, name), 1);
    await create({ file: join(cwd, 'tar'), gzip: true, cwd }, ['a', 'b']);
    await cifar10.archives[0]!.unpack(join(cwd, 'tar'), temporaryFolder());
  },
};

/** Something of the wrong kind: a TypeError. */
export const wrongKinds: Record<string, () => unknown> = {
  'no JSON': () => canonicalJson({ value: undefined }),
  'a symbol for JSON': () => canonicalJson(Symbol('s')),
  'no data': () => listRuns(findExperiment('auc-cifar10'), 'full', { backend: 'wasm' }),
  'no job': () => checkJob({ ...run, seed: '100' }),
};
