// The layers of architecture/overview.md: nothing imports upwards or from a sibling of its own layer. Tests and benchmarks may, to
// see packages work together.
/** @type {import('dependency-cruiser').IConfiguration} */
const layer = (name, ...allowed) => ({
  name: `${name}-imports`,
  severity: 'error',
  comment: `packages/${name} may import ${allowed.length ? allowed.join(', ') : 'no other package'}`,
  from: { path: `^packages/${name}/(src|assembly)`, pathNot: '[.]test(-d)?[.]ts$' },
  to: { path: '^(packages|apps)/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
});

/**
 * The rooms of a source folder from the lowest to the highest: a file in one imports from it and from those below. What
 * lies outside of all rooms (check.ts, types, index.ts) is not bound by these rules, but by that against cycles.
 */
const rooms = (folder, ...names) =>
  names.slice(0, -1).map((name, i) => ({
    name: `${folder.split('/')[1]}-rooms-above-${name}`,
    severity: 'error',
    comment: `${folder}/${name} may import from ${['itself', ...names.slice(0, i)].join(', ')}`,
    from: { path: `^${folder}/${name}/`, pathNot: '[.]test[.]ts$' },
    to: { path: `^${folder}/(${names.slice(i + 1).join('|')})/` },
  }));

/** Every source file of a folder but those named lies in one of its rooms. */
const roomsOnly = (folder, names, ...files) => ({
  name: `${folder.split('/')[1]}-has-rooms-only`,
  severity: 'error',
  comment: `every source file of ${folder} but ${files.join(', ')} lies in one of its rooms`,
  from: {
    path: `^${folder}/`,
    pathNot: `^${folder}/((${names.join('|')})/|(${files.join('|')})[.]ts$|.*[.]test[.]ts$)`,
  },
  to: {},
});

const benchmarkRooms = [
  ...['files', 'statistics', 'records', 'data', 'tasks', 'experiments', 'analysis'],
  ...['runner', 'queue', 'report', 'commands'],
];
const fieldsRooms = [
  ...['fft', 'torus', 'simd', 'synthesis', 'models', 'statistics', 'sampler', 'condition'],
  ...['multiscale', 'blobs'],
];
const backendRooms = [
  ...['module', 'tfjs', 'borrowed', 'composed', 'heap', 'gradients', 'registry'],
  ...['requirements', 'fused', 'layers'],
];
const lossesRooms = [
  'core',
  'simd',
  'batches',
  'losses',
  'ranking',
  'metrics',
  'evaluation',
  'tfjs',
  'layers',
];
const operatorRooms = ['masks', 'noise', 'non-decomposable', 'layers'];

module.exports = {
  forbidden: [
    layer('random'),
    layer('backend'),
    layer('losses'),
    layer('fields', 'random'),
    layer('operator', 'random'),
    ...rooms('packages/fields/src', ...fieldsRooms),
    roomsOnly(
      'packages/fields/src',
      [...fieldsRooms, 'transforms', 'npy'],
      ...['index', 'condition', 'files', 'check', 'check-data'],
    ),
    ...rooms('packages/losses/src', ...lossesRooms),
    roomsOnly(
      'packages/losses/src',
      lossesRooms,
      ...['index', 'batches', 'evaluation', 'layers', 'ranking', 'simd', 'tfjs', 'check', 'errors'],
    ),
    ...rooms('packages/operator/src', ...operatorRooms),
    roomsOnly(
      'packages/operator/src',
      operatorRooms,
      ...['index', 'layers', 'masks', 'noise', 'non-decomposable', 'check'],
      ...['backdrop', 'mask', 'rate-schedule', 'sample-mask', 'scale', 'tape'],
    ),
    ...rooms('packages/backend/src', ...backendRooms),
    roomsOnly(
      'packages/backend/src',
      backendRooms,
      ...['index', 'layers', 'wasm', 'check', 'show', 'init-backend', 'register-gradient-kernels'],
    ),
    {
      name: 'backend-wings-apart',
      severity: 'error',
      comment: "kernels on the heap and those made of tfjs's meet in registry/ only",
      from: { path: '^packages/backend/src/(heap|gradients)/', pathNot: '[.]test[.]ts$' },
      to: { path: '^packages/backend/src/(composed|borrowed)/' },
    },
    {
      name: 'backend-module-alone',
      severity: 'error',
      comment: 'the WebAssembly module knows nothing of tfjs',
      from: { path: '^packages/backend/src/module/', pathNot: '[.]test[.]ts$' },
      to: { path: '@tensorflow/' },
    },
    ...rooms('apps/benchmark/src', ...benchmarkRooms),
    {
      name: 'benchmark-report-apart',
      severity: 'error',
      comment: 'a report is made of records: it starts no runs',
      from: { path: '^apps/benchmark/src/report/', pathNot: '[.]test[.]ts$' },
      to: { path: '^apps/benchmark/src/(runner|queue)/' },
    },
    roomsOnly('apps/benchmark/src', benchmarkRooms, 'cli', 'check'),
    {
      name: 'random-math-alone',
      severity: 'error',
      comment: 'the elementary functions of random know nothing of keys and counters',
      from: { path: '^packages/random/src/math/', pathNot: '[.]test[.]ts$' },
      to: { path: '^packages/random/src/[^/]+$' },
    },
    {
      name: 'fields-leaves',
      severity: 'error',
      comment: 'transforms and files of fields need no other room',
      from: { path: '^packages/fields/src/(transforms|npy)/', pathNot: '[.]test[.]ts$' },
      to: { path: '^packages/fields/src/[^/]+/', pathNot: '^packages/fields/src/(transforms|npy)/' },
    },
    {
      name: 'apps-apart',
      severity: 'error',
      comment:
        'apps never import each other, but for the runs that the site repeats in a browser and the experiments that it tells of',
      from: { path: '^apps/([^/]+)/' },
      to: {
        path: '^apps/',
        pathNot: '^apps/($1/|benchmark/src/(tasks/two-scale/index|experiments/(index|former-names))[.]ts$)',
      },
    },
    {
      name: 'no-tfjs-in-numeric-cores',
      severity: 'error',
      comment: 'random, fields and the numeric core of losses run without tfjs',
      from: {
        path: '^packages/(random|fields|losses)/src',
        pathNot: '(^packages/losses/src/(tfjs|layers)|[.]test(-d)?[.]ts$)',
      },
      to: { path: '@tensorflow/' },
    },
    {
      name: 'tfjs-layers-behind-a-subpath',
      severity: 'error',
      comment: 'only the layers subpaths of a package may need tfjs-layers',
      from: { path: '^packages/[^/]+/src', pathNot: '(^packages/[^/]+/src/layers|[.]test(-d)?[.]ts$)' },
      to: { path: '@tensorflow/tfjs-layers' },
    },
    {
      name: 'run-time-dependencies',
      severity: 'error',
      comment:
        'what a package imports at run time is among its dependencies or peerDependencies: users have nothing else',
      from: { path: '^packages/[^/]+/src', pathNot: '[.]test(-d)?[.]ts$' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-optional', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm', 'npm-peer', 'type-only'],
      },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '/dist/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What we build; not what others built, tfjs above all.
    exclude: { path: '^(packages|apps)/[^/]+/(dist|[.]vitepress/(cache|dist))/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@backdropjs/source', 'import', 'node', 'default'],
    },
  },
};
