import { computed, ref } from 'vue';
import { problemsOf, seed as seedField } from '../demo/link';

/** A seed as it is typed; what is drawn is the last that there can be, and what is no seed is refused in words. */
export function useSeed(initial = 1) {
  const fields = { seed: seedField(initial) };
  const typed = ref<number | string>(initial);
  let last = initial;
  const seed = computed(() => {
    last = fields.seed.read(String(typed.value)) ?? last;
    return last;
  });
  const problem = computed(() => {
    const [told] = problemsOf(fields, { seed: typed.value });
    return told && `${told}; what is shown is of seed ${seed.value}.`;
  });
  return { typed, seed, problem };
}
