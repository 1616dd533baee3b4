import { arms, declare, noise } from './toy';

export const experiment = declare({
  arms,
  seeds: '1-8',
  preRegistration: {
    plan: 'plans/toy.md',
    families: {
      none: ['none-lr-0.1', 'none-lr-0.2'],
      mask: ['mask-lr-0.1', 'mask-lr-0.2'],
      crop: ['crop'],
    },
    choose: '1-4',
    test: '5-12',
    primary: { family: 'mask', base: 'none' },
    question: { effect: { worthwhile: 0.05 } },
    secondary: [
      { family: 'mask', base: 'crop' },
      { family: 'crop', base: 'none' },
    ],
  },
});
/** On seeds 1 to 4 the arms at 0.1 look best, from 5 on those at 0.2 are; mask gains 0.1 at 0.1 and loses 0.1 at 0.2. */
export const result = (arm: string, seed: number) => {
  const base = arm.endsWith('-lr-0.1') === seed <= 4 ? 0.8 : 0.5;
  const gain = arm.startsWith('mask') ? (arm.endsWith('0.1') ? 0.1 : -0.1) : 0;
  return base + gain + noise(arm, seed);
};
export const isChosen = (arm: string) => !arm.endsWith('-lr-0.2');
export const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
