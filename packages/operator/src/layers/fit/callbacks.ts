import { type CallbackList, CustomCallback, type CustomCallbackArgs } from '@tensorflow/tfjs-layers';

type Callback = NonNullable<ConstructorParameters<typeof CallbackList>[0]>[number];

/** Callbacks as for `model.fit`. */
export type Callbacks = CustomCallbackArgs | CustomCallbackArgs[] | Callback[];

/** Functions become callbacks that also yield to the browser now and then, as in `model.fit`. */
export function asCallbacks(callbacks: Callbacks | undefined): Callback[] {
  return [callbacks ?? {}].flat().map((callback) => {
    const isCallback = 'setParams' in callback && typeof callback.setParams === 'function';
    return isCallback ? (callback as Callback) : new CustomCallback(callback as CustomCallbackArgs, 'auto');
  });
}
