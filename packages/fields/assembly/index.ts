export { columns } from './columns';
export { noise } from './noise';
export { rows } from './rows';
