// The packages' prepublishOnly. `npm publish` in a folder would leave "workspace:" in the manifest and the license behind.
console.error(
  'publish: only tarballs made by "pnpm pack" are published; let the release workflow do it, see Releasing in CONTRIBUTING.md',
);
process.exit(1);
