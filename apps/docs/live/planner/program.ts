import { axesOf, filters, ratesOf, readScales, type Settings } from './settings';
import { layerNames, readStack } from './stack';

/** The program that plans the same masks, and puts them into the model. */
export function program(settings: Settings): string {
  const { model, size, scales } = settings;
  const builds = model === '' ? buildStack(settings) : readPasted;
  const lines = [
    `import { initBackend } from '@backdropjs/backend';`,
    `import { insertBackdrop, suggestMasks } from '@backdropjs/operator/layers';`,
    ...builds,
    `const rates = [${ratesOf(settings).join(', ')}];`,
    `const places = suggestMasks(model, {`,
    `  scales: [${readScales(scales)!.join(', ')}],`,
    ...(model === '' ? [] : [`  inputShape: model.inputs[0].shape.slice(1).map((n) => n ?? ${size}),`]),
    `});`,
    `const placements = places`,
    `  .map((place, i) => ({ ...place, rate: rates[i], axes: [${axesOf(settings).join(', ')}] }))`,
    `  // One mask for a layer, where the net does not tell two sizes apart.`,
    `  .filter(({ after }, i) => places.findIndex((place) => place.after === after) === i);`,
    `const masked = insertBackdrop(model, placements);`,
    `console.log(placements.map(({ after, rate }) => \`\${after} \${rate}\`).join(', '));`,
    `masked.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });`,
  ];
  return lines.join('\n');
}

function buildStack({ stack, size }: Settings): string[] {
  const layers = readStack(stack)!;
  const names = layerNames(layers);
  const built = layers.map(({ kind, kernel, stride, padding }, i) => {
    const common = `name: '${names[i]}', strides: ${stride}, padding: '${padding}'`;
    return kind === 'pool'
      ? `    layers.maxPooling2d({ poolSize: ${kernel}, ${common} }),`
      : `    layers.conv2d({ filters: ${filters}, kernelSize: ${kernel}, activation: 'relu', ${common} }),`;
  });
  return [
    `import { layers, sequential } from '@tensorflow/tfjs-layers';`,
    '',
    'await initBackend();',
    'const model = sequential({',
    '  layers: [',
    `    layers.inputLayer({ inputShape: [${size}, ${size}, 1] }),`,
    ...built,
    '    layers.globalAveragePooling2d({}),',
    '    layers.dense({ units: 1 }),',
    '  ],',
    '});',
  ];
}

/** What was pasted, from a file. */
const readPasted = [
  `import { models } from '@tensorflow/tfjs-layers';`,
  `import { readFile } from 'node:fs/promises';`,
  '',
  'await initBackend();',
  `const json = await readFile('model.json', 'utf8'); // model.toJSON()`,
  'const model = await models.modelFromJSON(JSON.parse(json));',
];
