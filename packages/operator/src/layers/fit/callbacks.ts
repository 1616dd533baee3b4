import { type CallbackList, CustomCallback, type CustomCallbackArgs } from '@tensorflow/tfjs-layers';
import { isListOf, refuseKind } from '../../check';

type Callback = NonNullable<ConstructorParameters<typeof CallbackList>[0]>[number];

/** Callbacks as for `model.fit`. */
export type Callbacks = CustomCallbackArgs | CustomCallbackArgs[] | Callback[];

/** Functions become callbacks that also yield to the browser now and then, as in `model.fit`. */
export function asCallbacks(caller: string, callbacks: Callbacks | undefined): Callback[] {
  const list = Array.isArray(callbacks) ? callbacks : [callbacks ?? {}];
  if (!isListOf(list as unknown[], (callback) => Object(callback) === callback)) {
    refuseKind(caller, 'callbacks must be objects of functions, or of tf.callbacks', callbacks);
  }
  return list.map((callback) => {
    const isCallback = 'setParams' in callback && typeof callback.setParams === 'function';
    return isCallback ? (callback as Callback) : new CustomCallback(callback as CustomCallbackArgs, 'auto');
  });
}
