import type { WriteStream } from 'node:tty';

/** Milliseconds between two lines where the output is not a terminal. */
const plainInterval = 5000;

export type StatusOutput = Pick<WriteStream, 'write' | 'isTTY' | 'columns'>;

/** One line that is rewritten on a terminal; a plain line every few seconds elsewhere. */
export class StatusLine {
  readonly #output: StatusOutput;
  readonly #now: () => number;
  #shown = '';
  #lastPlain = Number.NEGATIVE_INFINITY;

  constructor(output: StatusOutput, now: () => number) {
    this.#output = output;
    this.#now = now;
  }

  /** @param important - whether the line must not be left out. */
  update(line: string, important = false): void {
    if (this.#output.isTTY) {
      this.#shown = `\r\u001b[K${line.slice(0, (this.#output.columns ?? 80) - 1)}`;
      this.#output.write(this.#shown);
    } else if (important || this.#now() - this.#lastPlain >= plainInterval) {
      this.#lastPlain = this.#now();
      this.#output.write(`${line}\n`);
    }
  }

  /** Writes a line that stays, above the rewritten one. */
  note(line: string): void {
    this.#output.write(this.#shown === '' ? `${line}\n` : `\r\u001b[K${line}\n${this.#shown}`);
  }

  /** Ends the rewritten line. */
  close(): void {
    if (this.#shown !== '') this.#output.write('\n');
    this.#shown = '';
  }
}
