import { expect, test } from 'vitest';
import { renderText } from '../report/render-text';
import { speed, speedTable } from './speed';

test('names the packages that have benchmarks when asked for another one', () => {
  expect(() => speed({ only: ['backend', 'random-forest'] })).toThrow(
    /^speed: --only must be one of backend, .*, got "random-forest"$/,
  );
});

test('is one table, a line for each peer', () => {
  const rows = [
    {
      suite: 'step',
      case: 'rate 0.9',
      milliseconds: { min: 12.34, median: 13 },
      peers: { 'PyTorch NCHW': { min: 20, median: 30 }, 'tfjs cpu': { min: 38_000, median: 38_000 } },
      ratios: { 'PyTorch NCHW': 0.617, 'tfjs cpu': 0.0003 },
    },
    { suite: 'step', case: 'witness', milliseconds: { min: 1.234, median: 2 }, peers: {}, ratios: {} },
  ];
  expect(renderText(speedTable(rows))).toMatchInlineSnapshot(`
    "suite  case       ms  noise  peer          its ms  its noise  ratio
    step   rate 0.9   12   1.05  PyTorch NCHW      20       1.50   0.62
                                 tfjs cpu       38000       1.00   0.00
    step   witness   1.2   1.62"
  `);
});
