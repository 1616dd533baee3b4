/** Every key of the benchmark in a database of Redis begins with it. */
export const keyPrefix = 'backdrop';

export const queueName = 'runs';

export const recordsKey = `${keyPrefix}:records`;
