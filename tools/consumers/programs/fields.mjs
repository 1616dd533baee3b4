import { createSampler, squaredExponential, toNpy } from '@backdropjs/fields';

export async function fields() {
  const model = squaredExponential({ correlationLength: 2 });
  const sampler = await createSampler({ model, shape: [16, 16], spacing: 1, boundary: 'periodic', seed: 1 });
  const field = sampler.realization(0);
  return { field: [...field.slice(0, 3)], bytes: [new Blob([toNpy(field, [16, 16])]).size] };
}
