// The packages' prepublishOnly. `npm publish` in a folder would leave "workspace:" in the manifest and the license behind.
console.error(
  'publish: only tarballs made by "pnpm pack" are published; run "pnpm run release:publish" at the root',
);
process.exit(1);
