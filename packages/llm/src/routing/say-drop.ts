import { matchesAny } from './allows-model.ts';
import type { Conditions, DropCode } from './candidate.ts';
import type { Drop } from './judge-model.ts';
import { sayUsd } from './say-usd.ts';

const ownerOf = { request: 'this request', plan: 'the plan', team: 'the team', key: 'the API key' } as const;

/** Why a model is out, in words for a person. */
export function sayDrop(drop: Drop, conditions: Conditions): string {
  const { offer, model, bound } = drop;
  const code: DropCode = drop.code;
  switch (code) {
    case 'not_pinned':
      return model.pinOnly ? 'it is used only where a spec pins it' : 'the spec pins other models';
    case 'not_allowed':
      return matchesAny(conditions.denyModels ?? [], model.id)
        ? 'the team has switched it off'
        : "the team's policy does not allow it";
    case 'not_configured':
      return offer.provider.variable === ''
        ? 'it is not configured'
        : `set ${offer.provider.variable} to use it`;
    case 'not_needed':
      return 'a real provider is configured';
    case 'wrong_region':
      return offer.region === null
        ? `where it is served is not known, and only ${list(conditions.regions)} is allowed`
        : `it is served from ${offer.region}, and only ${list(conditions.regions)} is allowed`;
    case 'no_tools':
      return 'it cannot call tools';
    case 'no_vision':
      return 'it cannot see images';
    case 'context_too_small':
      return `the input of about ${drop.inputTokens} tokens does not fit its ${model.contextTokens}`;
    case 'price_unknown':
      return bound === null
        ? 'its price is unknown, so it is used only where a spec pins it'
        : 'its price is unknown, so no ceiling can hold it';
    case 'over_ceiling':
      return `its worst case of ${sayUsd(drop.worstNanoUsd ?? 0)} costs more than the ceiling of ${sayUsd(bound?.nanoUsd ?? 0)}`;
    case 'over_cap':
      return `its worst case of ${sayUsd(drop.worstNanoUsd ?? 0)} costs more than ${ownerOf[bound?.by ?? 'plan']} allows a call (${sayUsd(bound?.nanoUsd ?? 0)})`;
    case 'unhealthy':
      return 'it failed several times in a row and rests for a minute';
  }
}

function list(regions: readonly string[] | undefined): string {
  return (regions ?? []).join(' or ') || 'no region';
}
