'use client';

import { cn, RelativeTime } from '@agent-factory/ui';
import type { ApiKey } from '../trpc/outputs.ts';
import { ApiKeyActions } from './api-key-actions.tsx';
import type { KeyAct } from './key-act.ts';
import { KeyBudget } from './key-budget.tsx';
import { expiryWords, isPast, momentWords, versionWords } from './key-words.ts';

export function ApiKeyRow({ apiKey, onAct }: { apiKey: ApiKey; onAct: (act: KeyAct) => void }) {
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
            {apiKey.agent_ids === null ? null : ` · ${count(apiKey.agent_ids.length, 'agent')} alone`}
          </p>
          {apiKey.agent_version === null ? null : (
            <p className="truncate text-muted text-xs" title={apiKey.agent_version}>
              {versionWords(apiKey.agent_version)}
            </p>
          )}
          {apiKey.previous === null ? null : (
            <p className="mt-1 text-warning text-xs">
              Being rotated: {apiKey.previous.hint} works until {momentWords(apiKey.previous.valid_until)}
            </p>
          )}
        </div>
        <div className="min-w-0 text-muted text-xs">
          <p>
            {apiKey.last_used_at === null ? (
              'Never used'
            ) : (
              <>
                Used <RelativeTime iso={apiKey.last_used_at} />
                {apiKey.last_used_from === null ? null : ` from ${apiKey.last_used_from}`}
              </>
            )}
          </p>
          <p className={cn(expired && 'text-danger')}>{sentence(expiryWords(apiKey.expires_at))}</p>
          {apiKey.ip_allow === null ? null : (
            <p className="truncate" title={apiKey.ip_allow.join(', ')}>
              Only from {apiKey.ip_allow.slice(0, 2).join(', ')}
              {apiKey.ip_allow.length > 2 ? ` and ${apiKey.ip_allow.length - 2} more` : ''}
            </p>
          )}
        </div>
        <KeyBudget spent={apiKey.spent_usd} budget={apiKey.budget_usd} />
      </div>
      <ApiKeyActions apiKey={apiKey} expired={expired} onAct={onAct} />
    </li>
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
