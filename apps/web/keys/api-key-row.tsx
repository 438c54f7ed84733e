import { Button, formatMoney, RelativeTime } from '@agent-factory/ui';
import type { ApiKey } from '../trpc/outputs.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

export function ApiKeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="truncate font-medium text-sm">{apiKey.name}</span>
          <code className="font-mono text-muted text-xs">{apiKey.hint}</code>
        </p>
        <p className="text-muted text-xs">{apiKey.scopes.join(', ')}</p>
      </div>
      <p className="text-muted text-xs">
        {apiKey.last_used_at === null ? (
          'Never used'
        ) : (
          <>
            Used <RelativeTime iso={apiKey.last_used_at} />
          </>
        )}
        <span className="block">
          {apiKey.expires_at === null
            ? 'Does not expire'
            : `${Date.parse(apiKey.expires_at) < Date.now() ? 'Expired' : 'Expires'} ${day.format(new Date(apiKey.expires_at))}`}
          {apiKey.budget_usd === null ? null : ` · ${formatMoney(apiKey.budget_usd)} a month`}
        </span>
      </p>
      <Button size="sm" className="ml-auto" onClick={onRevoke} aria-label={`Revoke ${apiKey.name}`}>
        Revoke
      </Button>
    </li>
  );
}
