import { multiscale, toNpz } from '@backdropjs/fields';

// Two scales of two lengths each: four classes of 1024 x 1024 images.
const images = multiscale({
  size: 1024,
  scales: [
    [9.5, 10],
    [80, 140],
  ],
  amplitudes: [0.75, 1.25],
  perClass: 25,
  lengths: 'paper', // the nominal lengths of the paper's generator
  standardize: 'sample', // each scale's field: mean 0, deviation 1
  seed: 1,
});
console.log(images.length, 'images of', images.classNames.join(', '));
const lengths = images.kernelLengths.flat().map((l) => l.toFixed(2));
console.log('exp(-r^2 / 2 l^2) with l', lengths.join(', '));

// An image is drawn when it is asked for: any, in any order.
const { field, className, label } = images.sample(7);
const mean =
  field.reduce((sum, value) => sum + value, 0) / field.length;
console.log(
  'class',
  label,
  className,
  'mean',
  Math.abs(mean).toFixed(3),
);

// For numpy.load(...)['images'], the first four:
const data = new Float32Array(4 * 1024 * 1024);
for (let i = 0; i < 4; i++)
  data.set(images.sample(i).field, i * 1024 ** 2);
const file = toNpz({ images: { data, shape: [4, 1024, 1024] } });
console.log((file.length / 2 ** 20).toFixed(1), 'MiB');
