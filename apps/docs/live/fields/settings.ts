import { choice, integer, number, seed, type Values } from '../demo/link';

/** The models, and which number besides the length each of them takes. */
export const models = {
  squaredExponential: undefined,
  matern: 'smoothness',
  exponential: undefined,
  spherical: undefined,
  cubic: undefined,
  stable: 'alpha',
  cauchy: 'beta',
  rationalQuadratic: 'alpha',
} as const;

export type ModelName = keyof typeof models;

/** What the visitor chooses. */
export const fields = {
  model: choice<ModelName>('matern', Object.keys(models) as ModelName[]),
  length: number(12, [1, 100]),
  shape: number(1.5, [0.1, 2]),
  ratio: number(0.5, [0.05, 1]),
  angle: integer(30, [-90, 90]),
  boundary: choice('periodic', ['periodic', 'padded']),
  size: choice('128', ['64', '128', '256', '512']),
  transform: choice('none', ['none', 'lognormal', 'threshold']),
  seed: seed(1),
  realization: integer(0, [0, 1_000_000]),
  average: choice('16', ['1', '16', '64', '256']),
};

export type Settings = Values<typeof fields>;

/** The program that draws the same field. */
export function program(settings: Settings): string {
  const { model, length, shape, ratio, angle, boundary, size, transform, realization } = settings;
  const parameter = models[model];
  const lines = [
    `correlationLength: ${length},`,
    ...(parameter ? [`${parameter}: ${shape},`] : []),
    ...(ratio < 1 ? [`anisotropy: { ratio: ${ratio}, angle: (${angle} * Math.PI) / 180 },`] : []),
  ];
  const names = ['createSampler', model, ...(transform === 'none' ? [] : [transform])];
  const drawn = `sampler.realization(${realization})`;
  const field = { none: drawn, lognormal: `lognormal(${drawn})`, threshold: `threshold(${drawn}, 0)` }[
    transform
  ];
  return [
    `import { ${names.join(', ')} } from '@backdropjs/fields';`,
    '',
    `const model = ${model}({`,
    ...lines.map((line) => `  ${line}`),
    '});',
    'const sampler = await createSampler({',
    '  model,',
    `  shape: [${size}, ${size}],`,
    `  seed: ${settings.seed},`,
    ...(boundary === 'padded' ? [`  boundary: { padding: 'auto' },`] : []),
    `  indefinite: 'clip',`,
    '});',
    `const field = ${field};`,
  ].join('\n');
}
