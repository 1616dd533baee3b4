/** The demos, as pages show them that lead to them. */
export const gallery = [
  {
    link: '/demos/footprint',
    image: '/stills/footprint-fine.png',
    alt: 'The gradient of an image under a mask: patches, and black between them',
    title: 'The gradient footprint',
    text: 'Where in an image does the gradient come from, under masks of two scales?',
  },
  {
    link: '/demos/one-image',
    image: '/stills/one-image-1.png',
    alt: 'A random field with fine and coarse structure',
    title: 'One image a class',
    text: 'The setting in which masks are confirmed to help, trained again to the last digit of the record.',
  },
  {
    link: '/demos/auc',
    image: '/stills/auc-set.png',
    alt: 'Scores of a net over a plane, from low to high along a slope',
    title: 'A set-level loss',
    text: 'Cross-entropy and AUC losses, in batches and of the whole set, with and without masks.',
  },
  {
    link: '/demos/planner',
    image: '/stills/planner.png',
    alt: 'A random field with fine and coarse structure',
    title: 'Mask planner',
    text: 'After which of your layers, at which rate, and how noisy does it get?',
  },
  {
    link: '/demos/fields',
    image: '/stills/fields.png',
    alt: 'A Gaussian random field stretched along a direction',
    title: 'Random fields',
    text: 'Eight models of covariance, and whether a field keeps what its model promises.',
  },
];
