/**
 * Does something that Ctrl-C stops: it aborts the signal, and when `act` has ended, the process ends with 130 (143 for a
 * SIGTERM). A second Ctrl-C ends the process at once.
 *
 * @param farewell - what to say then.
 */
export async function interruptible<Result>(
  farewell: string,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interruption = new AbortController();
  let exitCode = 0;
  const interrupt = (signal: NodeJS.Signals) => {
    exitCode = signal === 'SIGINT' ? 130 : 143;
    interruption.abort();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const result = await act(interruption.signal);
    if (!interruption.signal.aborted) return result;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  process.stderr.write(`${farewell}\n`);
  process.exit(exitCode);
}
