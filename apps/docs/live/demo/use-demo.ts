import { computed, onBeforeUnmount, onMounted, type Ref, reactive, ref, shallowRef, watch } from 'vue';
import { type Fields, fromQuery, initialValues, problemsOf, toQuery, type Values } from './link';
import type { Answer } from './serve';

export interface DemoOptions<F extends Fields> {
  fields: F;
  /** Starts the worker that computes, see `serve`: its script is loaded by then, not before. */
  worker: () => Worker;
  /** Computes anew with each change, once it was started; otherwise a change takes the result away. */
  follows?: boolean;
  onProgress?: (progress: never) => void;
  /** What the worker is asked for some values; these themselves, if it needs nothing else. */
  ask?: (values: Values<F>) => unknown;
}

export type Status = 'still' | 'running' | 'done' | 'stopped' | 'failed';

/** What the frame of a demo shows and can do. */
export interface Demo {
  status: Ref<Status>;
  message: Ref<string>;
  problems: Ref<string[]>;
  /** Whether what is shown belongs to other values than those of the form. */
  isOfOthers: Ref<boolean>;
  start(): void;
  stop(): void;
  reset(): void;
  /** Everything that is shown, as JSON. */
  save(): string;
}

/**
 * The life of a demo: its values are those of the page's link, a worker computes, and whoever presses Stop ends the worker.
 * A result is the one of the values shown, never of others.
 */
export function useDemo<F extends Fields, R>({ fields, worker, follows, onProgress, ask }: DemoOptions<F>) {
  const values = reactive(initialValues(fields)) as Values<F>;
  const result: Ref<R | undefined> = shallowRef();
  /** The values that what is shown belongs to: at first a still of the initial ones. */
  const shown = shallowRef(initialValues(fields));
  const status = ref<Status>('still');
  const message = ref('');
  const problems = computed(() => problemsOf(fields, values));
  const isOfOthers = computed(() => toQuery(values) !== toQuery(shown.value));
  let running: Worker | undefined;
  /** Answers to what was asked before are of no use. */
  let asked = 0;
  let askedFor = initialValues(fields);

  function stop(): void {
    running?.terminate();
    running = undefined;
    if (status.value === 'running') status.value = 'stopped';
  }

  function hear({ id, progress, result: value, error }: Answer): void {
    if (id !== asked) return;
    if (error !== undefined) {
      status.value = 'failed';
      message.value = error;
    } else if (progress !== undefined) {
      onProgress?.(progress as never);
    } else {
      result.value = value as R;
      shown.value = askedFor;
      status.value = 'done';
    }
  }

  function start(): void {
    if (problems.value.length > 0) return;
    if (!running) {
      running = worker();
      running.onmessage = ({ data }: MessageEvent<Answer>) => hear(data);
      running.onerror = (event) => {
        hear({
          id: asked,
          error: event.message || 'its script could not be loaded; load the page again',
        });
        running?.terminate();
        running = undefined;
      };
    }
    message.value = '';
    status.value = 'running';
    askedFor = { ...values };
    running.postMessage({ id: ++asked, settings: ask?.(askedFor) ?? askedFor });
  }

  const read = () => Object.assign(values, fromQuery(fields, location.search));
  onMounted(() => {
    read();
    addEventListener('popstate', read);
  });
  onBeforeUnmount(() => {
    removeEventListener('popstate', read);
    stop();
  });
  watch(values, () => {
    // What came from the link stands there already.
    const isNew = toQuery(values) !== toQuery(fromQuery(fields, location.search));
    if (isNew) history.pushState(null, '', toQuery(values) + location.hash);
    const wasStarted = status.value !== 'still';
    asked++;
    if (follows && problems.value.length === 0) {
      if (wasStarted) start();
      return;
    }
    stop();
    result.value = undefined;
    shown.value = initialValues(fields);
    status.value = 'still';
  });

  const demo: Demo = {
    status,
    message,
    problems,
    isOfOthers,
    start,
    stop,
    reset: () => Object.assign(values, initialValues(fields)),
    save: () =>
      JSON.stringify({ settings: shown.value, result: result.value }, (_, value) =>
        ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value,
      ),
  };
  return { demo, values, result, shown };
}
