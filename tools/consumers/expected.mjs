/** What the programs give, everywhere: [relative tolerance, values]. Only sums in float32 may differ in their last bits. */
export const expected = {
  random: {
    normal: [0, [-1.1042484863184816, -1.3515185586595329, 2.1615010098892165]],
    permutation: [0, [1, 2, 6, 5, 4, 7, 3, 0]],
    log: [0, [Math.LN10]],
  },
  fields: {
    field: [0, [-0.14336037635803223, -0.5798228979110718, -1.5154950618743896]],
    bytes: [0, [1152]],
  },
  fieldsWithoutWebAssembly: {
    field: [0, [-0.1433602273464203, -0.5798227787017822, -1.5154950618743896]],
    bytes: [0, [1152]],
  },
  losses: {
    loss: [1e-12, [0.5526500922943851]],
    gradient: [1e-12, [0.19240893173650897, 0.22845243409293958, -0.23758022389960307, -0.18328114192984546]],
    auc: [1e-12, [0.75]],
  },
  operator: {
    gradient: [0, [1.5, 0, 0, 1.5, 1.5, 1.5, 1.5, 0, 0, 1.5, 1.5, 1.5]],
  },
  backend: {
    gradient: [
      0.00001,
      [
        -0.06521022319793701, 1.5909981727600098, 1.7844501733779907, -1.8717198371887207,
        -0.6026127338409424, 1.2205337285995483, -0.9966621398925781, -1.932875156402588, -1.092011570930481,
      ],
    ],
  },
  layers: {
    losses: [0.0001, [0.8571895956993103, 0.8455281257629395, 0.8367323279380798]],
    layers: [0, [4]],
  },
  training: {
    losses: [0.0001, [18.209848403930664, 0.4558410048484802, 0.15396559238433838]],
    flatten: [0, [1]],
  },
  fit: {
    losses: [0.0001, [2.140017032623291, 0.4565473794937134, 0.3881138861179352]],
  },
  types: {},
  printed: {},
  followed: {},
  negative: {},
};

/**
 * Lines that a consumer may print on its standard error, or as a warning in the browser's console, and why.
 * @type {{ line: RegExp, reason: string }[]}
 */
export const allowedOutput = [
  {
    line: /^=+$|^Hi, looks like you are running TensorFlow\.js in Node\.js\./,
    reason: "tfjs's own banner, printed when its cpu backend starts in Node",
  },
];

/** Throws unless a program's results are the expected ones. @param {string} program @param {Record<string, number[]>} results */
export function assertExpected(program, results) {
  for (const [name, [tolerance, values]] of Object.entries(expected[program])) {
    const got = results?.[name];
    const close = (value, i) => Math.abs(value - got[i]) <= tolerance * Math.max(1, Math.abs(value));
    if (got?.length !== values.length || !values.every(close)) {
      throw new Error(`${program}: ${name} must be ${JSON.stringify(values)}, got ${JSON.stringify(got)}`);
    }
  }
}

/** Throws if a consumer printed a line that nobody has given a reason for. @param {string} stderr */
export function assertQuiet(stderr) {
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() && !allowedOutput.some(({ line: allowed }) => allowed.test(line)));
  if (lines.length > 0) throw new Error(`printed: ${lines.slice(0, 8).join('\n')}`);
}
