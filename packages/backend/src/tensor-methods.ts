import '@tensorflow/tfjs-core/dist/public/chained_ops/flatten';
import '@tensorflow/tfjs-core/dist/public/chained_ops/reshape';
import '@tensorflow/tfjs-core/dist/public/chained_ops/sign';
import '@tensorflow/tfjs-core/dist/public/chained_ops/slice';
import '@tensorflow/tfjs-core/dist/public/chained_ops/split';
import '@tensorflow/tfjs-core/dist/public/chained_ops/strided_slice';
import '@tensorflow/tfjs-core/dist/public/chained_ops/transpose';
