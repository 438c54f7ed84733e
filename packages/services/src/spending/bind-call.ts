import type { CallOptions, ModelPort } from '@agent-factory/llm';

type Bounds = Omit<CallOptions, 'signal'>;

/**
 * The same models, each call on the account and within the bounds of that moment; what a call asks for itself can
 * only narrow them.
 */
export function bindCall(router: ModelPort, boundsNow: () => Promise<Bounds>): ModelPort {
  return {
    async *stream(request, asked) {
      const bounds = await boundsNow();
      yield* router.stream(request, { ...bounds, ...asked, ...regionsOf(bounds, asked) });
    },
  };
}

function regionsOf(bounds: Bounds, asked: Bounds): Pick<CallOptions, 'regions'> {
  const regions =
    bounds.regions === undefined || asked.regions === undefined
      ? (bounds.regions ?? asked.regions)
      : asked.regions.filter((region) => bounds.regions?.includes(region));
  return regions === undefined ? {} : { regions };
}
