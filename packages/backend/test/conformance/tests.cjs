// Bundled and started by run.mjs: tfjs-core's tests with jasmine on the backend named by CONFORMANCE_BACKEND.
const { openSync, writeSync } = require('node:fs');
const { CONFORMANCE_BACKEND: backend, CONFORMANCE_ONLY: only, CONFORMANCE_OUT: out } = process.env;
const file = openSync(out, 'a');
const write = (event) => writeSync(file, `${JSON.stringify(event)}\n`);

// tfjs's wasm module rethrows whatever nobody caught, which would end the run.
const on = process.on.bind(process);
process.on = process.addListener = (event, listener) => {
  const rethrows = event === 'uncaughtException' && String(listener).includes('ExitStatus');
  return event === 'unhandledRejection' || rethrows ? process : on(event, listener);
};
for (const event of ['uncaughtException', 'unhandledRejection']) {
  on(event, (error) => write({ event: 'outside', name: event, message: String(error) }));
}

const jasmineRequire = require('jasmine-core/lib/jasmine-core/jasmine.js');
const jasmine = jasmineRequire.core(jasmineRequire);
const env = jasmine.getEnv();
Object.assign(globalThis, jasmineRequire.interface(jasmine, env), { jasmine });
env.configure({ random: false, specFilter: (spec) => new RegExp(only).test(spec.getFullName()) });
env.addReporter({
  specStarted: ({ fullName }) => write({ event: 'start', name: fullName }),
  specDone: ({ fullName: name, status, failedExpectations: [first] }) => {
    const at = first?.stack?.split('\n').find((line) => /_test\.js/.test(line)) ?? '';
    write({ event: 'test', name, status, message: first?.message.slice(0, 300), at: at.trim() });
  },
  suiteDone: ({ fullName: name, failedExpectations }) => {
    for (const { message } of failedExpectations) write({ event: 'outside', name, message });
  },
  jasmineDone: ({ failedExpectations }) => {
    for (const { message } of failedExpectations) write({ event: 'outside', message });
    write({ event: 'done' });
  },
});

require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops');
require('@tensorflow/tfjs-core/dist/register_all_gradients');
const backendName = backend === 'cpu' ? 'cpu' : 'wasm';
if (backendName === 'cpu') require('@tensorflow/tfjs-backend-cpu');
else require('@tensorflow/tfjs-backend-wasm').setWasmPaths(WASM_PATH);
const { setTestEnvs } = require('@tensorflow/tfjs-core/dist/jasmine_util');
setTestEnvs([{ name: 'test', backendName, isDataSync: true }]);
if (backend === 'completed') {
  const { registerGradientKernels } = require('../../src/wasm.ts');
  beforeAll(() => registerGradientKernels());
}
require('@tensorflow/tfjs-core/dist/tests');

console.log = console.warn = console.error = () => {};
env.execute().then(() => process.exit(0));
