import { show } from './check';
import { createProgram } from './commands/program';

try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${show(error)}\n`);
  process.exitCode = 1;
}
