'use client';

import { Select } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';
import type { AgentSummary } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

type AgentId = AgentSummary['id'];

export interface AgentChoiceProps {
  /** Null for all. */
  chosen: readonly AgentId[] | null;
  onChange: (ids: readonly AgentId[] | null) => void;
  error: string | undefined;
}

/** Which agents a key is for: all, those to come too, or certain ones. */
export function AgentChoice({ chosen, onChange, error }: AgentChoiceProps) {
  const say = useWords('keys');
  const tellFailure = useTellFailure();
  const trpc = useTRPC();
  const agents = useQuery({
    ...trpc.agents.list.queryOptions({ limit: 100 }),
    enabled: chosen !== null,
  });
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{say('on')}</legend>
      <Select
        aria-label={say('onWhich')}
        value={chosen === null ? 'all' : 'some'}
        onValueChange={(value) => onChange(value === 'all' ? null : [])}
        options={[
          { value: 'all', label: say('onAll') },
          { value: 'some', label: say('onSome') },
        ]}
        className="w-full"
      />
      {chosen === null ? null : (
        <div className="mt-2 max-h-40 overflow-y-auto rounded-md border p-3" aria-busy={agents.isPending}>
          {agents.isPending ? <p className="text-muted text-sm">{say('loadingAgents')}</p> : null}
          {agents.isError ? <p className="text-danger text-sm">{tellFailure(agents.error)}</p> : null}
          {agents.data?.items.length === 0 ? <p className="text-muted text-sm">{say('noAgents')}</p> : null}
          {agents.data?.items.map(({ id, name, title }) => (
            <label key={id} className="flex min-h-7 items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
                className="size-4 shrink-0 accent-accent-solid"
              />
              <span className="truncate">{title || name}</span>
            </label>
          ))}
        </div>
      )}
      {error ? (
        <p role="alert" className="mt-1 text-danger text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
