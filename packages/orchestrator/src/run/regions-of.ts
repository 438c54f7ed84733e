import type { CallOptions } from '@agent-factory/llm';
import type { RunContext } from './run-context.ts';

/**
 * Where the words of a run may be served: where its agent and everything around it allow. Who delegates passes words on,
 * so a promise about them binds in members too.
 */
export function regionsOf({ lineage }: RunContext): Pick<CallOptions, 'regions'> {
  const bound = lineage.flatMap(({ spec }) =>
    spec.kind === 'Agent' && spec.model.regions !== undefined ? [spec.model.regions] : [],
  );
  const [first, ...others] = bound;
  if (first === undefined) return {};
  return { regions: first.filter((region) => others.every((each) => each.includes(region))) };
}
