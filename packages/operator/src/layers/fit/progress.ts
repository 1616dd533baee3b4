import { Callback, type Logs } from '@tensorflow/tfjs-layers';
import { checkFunction } from '../../check';

/**
 * A callback that writes a line after each epoch: its number, the logs, and the time left at the speed so far.
 *
 * @param write - takes the lines; `console.log` by default.
 * @param now - the clock in milliseconds, `Date.now` by default.
 * @returns A callback for `fitNonDecomposable` and `model.fit`.
 * @throws TypeError if one is no function.
 *
 * @example
 * ```ts
 * import { progress } from '@backdropjs/operator/layers';
 *
 * const callbacks = [progress()]; // epoch 3 of 10: loss 0.412, val_loss 0.433; 14 s left
 * ```
 */
export function progress(
  write: (line: string) => void = console.log,
  now: () => number = Date.now,
): Callback {
  checkFunction('progress', 'write', write);
  checkFunction('progress', 'now', now);
  return new Progress(write, now);
}

class Progress extends Callback {
  private started = 0;
  private done = 0;

  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => number,
  ) {
    super();
  }

  override async onTrainBegin(): Promise<void> {
    this.started = this.now();
    this.done = 0;
  }

  override async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    this.done++;
    const epochs = this.params['epochs'] as number;
    const seconds = (((this.now() - this.started) / 1000) * (epochs - epoch - 1)) / this.done;
    const values = Object.entries(logs).filter(([, value]) => typeof value === 'number');
    const shown = values.map(([name, value]) => `${name} ${Number((value as number).toPrecision(4))}`);
    this.write(`epoch ${epoch + 1} of ${epochs}: ${shown.join(', ')}; ${Math.ceil(seconds)} s left`);
  }
}
