// The page stays free while the worker trains. In one expression, by which Vite knows a worker.
const worker = new Worker(new URL('./worker.js', import.meta.url), {
  type: 'module',
});
worker.onmessage = ({ data }) => document.body.append(data);
