import { AppError } from '@agent-factory/contracts';
import type { ModelRequest } from '../model-port.ts';
import type { Provider } from '../providers/provider.ts';
import type { RouteVerdict } from './candidate.ts';

/** Says why no model can serve a request, and what to set or change. */
export function noCandidate(
  request: ModelRequest,
  table: readonly RouteVerdict[],
  providers: readonly Provider[],
): AppError {
  const inPlay = table.filter(
    ({ dropped }) =>
      dropped !== null && !['not_pinned', 'not_needed', 'not_configured'].includes(dropped.code),
  );
  const dearest = inPlay.filter(({ dropped }) => dropped?.code === 'over_ceiling');
  if (dearest.length > 0) return overCeiling(request, dearest);
  if (inPlay.length > 0) {
    const reasons = inPlay.map(({ model, dropped }) => `${model}: ${dropped?.reason}`);
    return new AppError('no_model_available', `No model can serve this call. ${reasons.join('; ')}.`);
  }
  if (request.use.length > 0) {
    const reasons = request.use.map((pin) => `${pin}: ${whyNot(pin, table, providers)}`);
    return new AppError(
      'no_model_available',
      `None of the pinned models is available. ${reasons.join('; ')}.`,
    );
  }
  const silent = providers.filter((provider) => provider.configured && provider.knownModels().length === 0);
  const message =
    silent.length > 0
      ? `No model is available: ${silent.map(({ id, variable }) => `${id} (${variable}) does not answer`).join('; ')}.`
      : 'No model is available. Set a provider key, for example OPENAI_API_KEY or ANTHROPIC_API_KEY.';
  return new AppError('no_model_available', message);
}

function whyNot(pin: string, table: readonly RouteVerdict[], providers: readonly Provider[]): string {
  const vendor = pin.slice(0, Math.max(0, pin.indexOf('/')));
  const provider = providers.find(({ id }) => id === vendor);
  if (provider === undefined) return `there is no provider "${vendor}"`;
  if (!provider.configured) return `set ${provider.variable} to use it`;
  const known = table.find(({ model }) => model === pin);
  if (known?.dropped) return known.dropped.reason;
  return `${provider.id} offers no model of this name`;
}

function overCeiling(request: ModelRequest, verdicts: readonly RouteVerdict[]): AppError {
  const cheapest = verdicts.reduce((a, b) =>
    (b.worstNanoUsd ?? Infinity) < (a.worstNanoUsd ?? Infinity) ? b : a,
  );
  const usd = (nano: number) => `$${(nano / 1e9).toFixed(6)}`;
  return new AppError(
    'cost_ceiling',
    `This call may cost ${usd(request.maxCostNanoUsd)}, but the cheapest model that can serve it ` +
      `(${cheapest.model}) may cost up to ${usd(cheapest.worstNanoUsd ?? 0)}. ` +
      'Raise limits.maxCostUsd or lower limits.maxOutputTokens.',
  );
}
