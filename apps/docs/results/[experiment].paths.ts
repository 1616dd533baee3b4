import { experimentReports } from './report';

export default {
  paths: () =>
    experimentReports().map(({ experiment, markdown }) => ({ params: { experiment }, content: markdown })),
};
