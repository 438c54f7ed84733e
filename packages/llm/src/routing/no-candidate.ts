import { AppError } from '@agent-factory/contracts';
import type { ModelRequest } from '../model-port.ts';
import type { DropCode, Offer, Route, RouteVerdict } from './candidate.ts';
import { sayUsd } from './say-usd.ts';

/** Drops that say nothing about the request: other models, or models that nobody set up. */
const aside: readonly DropCode[] = ['not_pinned', 'not_needed', 'not_configured'];

/** Says why no model can serve a request, and what to set or change. */
export function noCandidate(request: ModelRequest, route: Route, offers: readonly Offer[]): AppError {
  const inPlay = route.table.filter(({ dropped }) => dropped !== null && !aside.includes(dropped.code));
  const dear = inPlay.filter(
    ({ dropped }) => dropped?.code === 'over_ceiling' || dropped?.code === 'over_cap',
  );
  if (dear.length > 0) return tooDear(request, dear, route);
  if (inPlay.length > 0) return noneCan(inPlay);
  if (request.use.length > 0) {
    const reasons = request.use.map((pin) => `${pin}: ${whyNot(pin, route.table, offers)}`);
    return unavailable(`None of the pinned models is available. ${reasons.join('; ')}.`);
  }
  const silent = offers.filter(({ payer, models }) => payer !== null && models.length === 0);
  if (silent.length > 0) {
    const names = silent.map(({ provider: { id, variable } }) => `${id} (${variable}) does not answer`);
    return unavailable(`No model is available: ${names.join('; ')}.`);
  }
  return unavailable(
    'No model is available. Set a provider key, for example OPENAI_API_KEY or ANTHROPIC_API_KEY.',
  );
}

/** What to change where all models in play were dropped for the same reason. */
const remedies: Partial<Record<DropCode, string>> = {
  not_allowed: 'Allow one of them in the team’s model policy, or pin others.',
  wrong_region:
    'Allow another region in the team’s model policy, or set <VENDOR>_REGION where a vendor serves from it.',
  no_tools: 'Pin a model that can call tools, or take the tools out.',
  no_vision: 'Pin a model that can see images, or take the images out.',
  context_too_small: 'Shorten the input or limits.maxOutputTokens, or pin a model with a larger context.',
  price_unknown:
    'Give its price (OPENAI_COMPATIBLE_MODELS="name@input/output"), or pin it without a cost ceiling.',
  unhealthy: 'Try again in a minute.',
};

/** A long list names the first few: the whole of it is the explanation's to show. */
const namedAtMost = 5;

function noneCan(verdicts: readonly RouteVerdict[]): AppError {
  const reasons = verdicts.slice(0, namedAtMost).map(({ model, dropped }) => `${model}: ${dropped?.reason}`);
  const more = verdicts.length > namedAtMost ? `; and ${verdicts.length - namedAtMost} more` : '';
  const codes = new Set(verdicts.map(({ dropped }) => dropped?.code));
  const [only] = codes;
  const remedy = codes.size === 1 && only !== undefined ? remedies[only] : undefined;
  return unavailable(
    `No model can serve this call. ${reasons.join('; ')}${more}.${remedy === undefined ? '' : ` ${remedy}`}`,
  );
}

function whyNot(pin: string, table: readonly RouteVerdict[], offers: readonly Offer[]): string {
  const vendor = pin.slice(0, Math.max(0, pin.indexOf('/')));
  const provider = offers.find((offer) => offer.provider.id === vendor)?.provider;
  if (provider === undefined) return `there is no provider "${vendor}"`;
  const known = table.find(({ model }) => model === pin);
  if (known?.dropped) return known.dropped.reason;
  const payable = offers.some((offer) => offer.provider.id === vendor && offer.payer !== null);
  return payable ? `${provider.id} offers no model of this name` : `set ${provider.variable} to use it`;
}

/** Whose bound it is, how to name it and how to raise it. */
const bounds = {
  request: { title: 'This call', remedy: 'Raise limits.maxCostUsd or lower limits.maxOutputTokens.' },
  plan: {
    title: 'On this plan a call',
    remedy: 'Change the plan, add a provider key of your own, or lower limits.maxOutputTokens.',
  },
  team: {
    title: 'By the team’s policy a call',
    remedy: 'Raise the cost per call in the team’s model policy or lower limits.maxOutputTokens.',
  },
  key: {
    title: 'With this API key a call',
    remedy: 'Raise the key’s cost per call or lower limits.maxOutputTokens.',
  },
} as const;

function tooDear(request: ModelRequest, verdicts: readonly RouteVerdict[], route: Route): AppError {
  const cheapest = verdicts.reduce((a, b) =>
    (b.worstNanoUsd ?? Infinity) < (a.worstNanoUsd ?? Infinity) ? b : a,
  );
  const bound =
    cheapest.dropped?.code === 'over_ceiling'
      ? { nanoUsd: request.maxCostNanoUsd ?? 0, by: 'request' as const }
      : route.bound;
  const { title, remedy } = bounds[bound?.by ?? 'request'];
  return new AppError(
    'cost_ceiling',
    `${title} may cost ${sayUsd(bound?.nanoUsd ?? 0)}, but the cheapest model that can serve it ` +
      `(${cheapest.model}) may cost up to ${sayUsd(cheapest.worstNanoUsd ?? 0)}. ${remedy}`,
  );
}

function unavailable(message: string): AppError {
  return new AppError('no_model_available', message);
}
