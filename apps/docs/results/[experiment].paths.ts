import { experimentPages } from './page';

export default {
  paths: () =>
    experimentPages().map(({ experiment, markdown }) => ({ params: { experiment }, content: markdown })),
};
