/** One line of a run's protocol. */
export interface Event {
  event: 'test' | 'start' | 'outside' | 'ended' | 'done';
  name?: string;
  status?: string;
  message?: string;
  at?: string;
}

/** A test of tfjs-core that fails on purpose. */
export interface Exception {
  name: string;
  /** What it does on tfjs's own wasm backend. */
  onStock: 'passed' | 'failed';
  /** What it says when it fails; another failure is no exception. */
  message: RegExp;
  reason: string;
}

export interface Run {
  events: Event[];
  /** The same tests on tfjs's own wasm backend. */
  stock?: Event[] | undefined;
  exceptions?: Exception[];
  /** So many tests have to run. */
  atLeast?: number;
}

export function judge(run: Run): { lines: string[]; passed: number; failed: number; excepted: number };
