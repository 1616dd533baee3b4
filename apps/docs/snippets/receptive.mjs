// #region snippet
import { initBackend } from '@backdropjs/backend';
import {
  receptiveFields,
  suggestMasks,
} from '@backdropjs/operator/layers';
import { layers, sequential } from '@tensorflow/tfjs-layers';

await initBackend(); // tf.layers keeps its weights there
const model = sequential();
for (const [stage, filters] of [8, 12, 16, 24].entries()) {
  const first = stage === 0 ? { inputShape: [64, 64, 1] } : {};
  model.add(
    layers.conv2d({
      ...first,
      name: `conv${stage}`,
      filters,
      kernelSize: 3,
      strides: 2,
      padding: 'same',
    }),
  );
}
for (const { layer, positions, size, stride } of receptiveFields(
  model,
)) {
  console.log(
    `${layer}: ${positions[0]} positions a side, each sees`,
    `${size[0]} pixels, one every ${stride[0]}`,
  );
}
// Structures of about 7 and 30 pixels: one place for each.
for (const { after, axes } of suggestMasks(model, {
  scales: [7, 30],
})) {
  console.log(`mask after ${after}, axes ${axes}`);
}
// #endregion snippet
