import type { Spec } from './team-spec.ts';

/**
 * The spec with one model as its only pin, as `setModelPolicy` with `use: [model]` would write it into the text; what else
 * it says of models stays, and so do its limits and rules. A team, whose members choose for themselves, stays as it is.
 */
export function withModel(spec: Spec, model: string): Spec {
  return 'model' in spec ? { ...spec, model: { ...spec.model, use: [model] } } : spec;
}
