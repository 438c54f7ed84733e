'use client';

import { cn, RelativeTime, useFigures } from '@agent-factory/ui';
import type { ApiKey } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { ApiKeyActions } from './api-key-actions.tsx';
import type { KeyAct } from './key-act.ts';
import { KeyBudget } from './key-budget.tsx';
import { expiryWords, isPast, versionWords } from './key-words.ts';

export function ApiKeyRow({ apiKey, onAct }: { apiKey: ApiKey; onAct: (act: KeyAct) => void }) {
  const say = useWords('keys');
  const { moment } = useFigures();
  const expired = isPast(apiKey.expires_at);
  return (
    <li className="flex items-start gap-4 px-4 py-3">
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-2 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_11rem]">
        <div className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="min-w-0 truncate font-medium text-sm">{apiKey.name}</span>
            <code className="font-mono text-muted text-xs">{apiKey.hint}</code>
          </p>
          <p className="break-words text-muted text-xs">
            {apiKey.scopes.join(', ')}
            {apiKey.agent_ids === null
              ? null
              : ` · ${say('agentsAlone', { count: apiKey.agent_ids.length })}`}
          </p>
          {apiKey.agent_version === null ? null : (
            <p className="truncate text-muted text-xs" title={apiKey.agent_version}>
              {versionWords(apiKey.agent_version, say)}
            </p>
          )}
          {apiKey.previous === null ? null : (
            <p className="mt-1 text-warning text-xs">
              {say('beingRotated', {
                hint: apiKey.previous.hint,
                until: moment(apiKey.previous.valid_until),
              })}
            </p>
          )}
        </div>
        <div className="min-w-0 text-muted text-xs">
          <p>
            <LastUse apiKey={apiKey} />
          </p>
          <p className={cn(expired && 'text-danger')}>{expiryWords(apiKey.expires_at, say, moment)}</p>
          {apiKey.ip_allow === null ? null : (
            <p className="truncate" title={apiKey.ip_allow.join(', ')}>
              {apiKey.ip_allow.length > 2
                ? say('onlyFromMore', {
                    list: apiKey.ip_allow.slice(0, 2).join(', '),
                    count: apiKey.ip_allow.length - 2,
                  })
                : say('onlyFrom', { list: apiKey.ip_allow.join(', ') })}
            </p>
          )}
        </div>
        <KeyBudget spent={apiKey.spent_usd} budget={apiKey.budget_usd} />
      </div>
      <ApiKeyActions apiKey={apiKey} expired={expired} onAct={onAct} />
    </li>
  );
}

function LastUse({ apiKey }: { apiKey: ApiKey }) {
  const say = useWords('keys');
  const { last_used_at: at, last_used_from: address } = apiKey;
  if (at === null) return say('neverUsed');
  const when = () => <RelativeTime key="when" iso={at} />;
  return address === null ? say.rich('usedAt', { when }) : say.rich('usedFrom', { address, when });
}
