import { env } from '@tensorflow/tfjs-core';

/** Tells what is deferred, computed, fused and skipped; absent while nobody asks, so that `trace?.(…)` costs no more than a look. */
export let trace: ((what: string) => void) | undefined;

/**
 * Registers the flag of tfjs that turns it on: `tf.env().set('BACKDROPJS_TRACE', true)`, or
 * `?tfjsflags=BACKDROPJS_TRACE:true` behind the address of a page.
 */
export function registerTraceFlag(): void {
  const toConsole = (what: string) => console.debug(`backdropjs: ${what}`);
  env().registerFlag(
    'BACKDROPJS_TRACE',
    () => false,
    (on) => {
      trace = on ? toConsole : undefined;
    },
  );
}
