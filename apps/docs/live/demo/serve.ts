/** What a demo asks its worker, and what comes back. */
export interface Answer {
  id: number;
  progress?: unknown;
  result?: unknown;
  error?: string;
}

/** Answers a demo's page from a worker: computes what it asks for, and reports on the way. */
export function serve<S>(
  compute: (settings: S, report: (progress: unknown) => void) => Promise<unknown>,
): void {
  const answer = (message: Answer) => postMessage(message);
  addEventListener(
    'message',
    async ({ data: { id, settings } }: MessageEvent<{ id: number; settings: S }>) => {
      try {
        answer({ id, result: await compute(settings, (progress) => answer({ id, progress })) });
      } catch (error) {
        answer({ id, error: (error as Error).message });
      }
    },
  );
}
