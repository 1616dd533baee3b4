// The page stays free while the worker trains.
const url = new URL('./worker.js', import.meta.url);
const worker = new Worker(url, { type: 'module' });
worker.onmessage = ({ data }) => document.body.append(data);
