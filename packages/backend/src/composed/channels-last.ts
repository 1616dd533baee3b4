/** Throws unless the layout is NHWC, the only one of the wasm backend. */
export function requireChannelsLast(kernel: string, dataFormat: string): void {
  if (dataFormat !== 'NHWC' && dataFormat !== 'channelsLast') {
    throw new Error(
      `${kernel}: the wasm backend computes in the NHWC layout only, got ${dataFormat}; ` +
        'pass dataFormat NHWC (channelsLast in tf.layers) and transpose the input to [0, 2, 3, 1]',
    );
  }
}
