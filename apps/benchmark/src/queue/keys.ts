/** Every key of the benchmark in a database of Redis begins with it. */
export const keyPrefix = 'backdrop';

export const queueName = 'runs';

export const recordsKey = `${keyPrefix}:records`;

/** By the id of a run: why a worker has left it to others, and how often. */
export const refusalsKey = `${keyPrefix}:refusals`;
export const refusalCountsKey = `${keyPrefix}:refusal-counts`;
