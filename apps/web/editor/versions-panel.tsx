'use client';

import { Button, cn, EmptyState, RelativeTime, Select, Skeleton, useToast } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Agent, AgentVersion } from '../trpc/outputs.ts';
import { BehaviourLink } from './behaviour-link.tsx';
import { useEditor, useEditorStore } from './editor-context.ts';
import type { SaveAgent } from './use-save-agent.ts';
import { VersionDiff } from './version-diff.tsx';

/** The history of the spec; a chosen version is held against any other, or against what stands in the editor. */
export function VersionsPanel({ agent, save }: { agent: Agent; save: SaveAgent }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const params = useSearchParams();
  const chosen = Number(params.get('version'));
  const against = Number(params.get('against'));
  const store = useEditorStore();
  const text = useEditor((state) => state.text);
  const editable = useEditor((state) => state.editable);
  const versions = useQuery(trpc.agents.versions.queryOptions({ id: agent.id }));
  const members = useQuery(trpc.members.list.queryOptions(undefined, { staleTime: 60_000 }));
  const selected = versions.data?.items.find(({ version }) => version === chosen);
  const other = versions.data?.items.find(({ version }) => version === against && version !== chosen);
  // From the older one to the newer one, whichever was chosen first; the editor is newer than all.
  const [before, after] =
    selected && other && other.version < selected.version ? [other, selected] : [selected, other];

  /** As a new version, and as one step of undo: what stood in the editor comes back by it. */
  async function restore(version: AgentVersion): Promise<void> {
    store.getState().type(version.spec);
    if (await save.save({ message: `Restored version ${version.version}.` })) {
      toast({
        title: `Version ${version.version} is restored`,
        description: 'It was saved as a new version. Undo brings back what stood in the editor.',
      });
    }
  }
  function choose(version: number | null, than: number | null = null): void {
    // Beside the views that are shown.
    const next = new URLSearchParams(window.location.search);
    next.set('panel', 'versions');
    if (version === null) next.delete('version');
    else next.set('version', String(version));
    if (than === null) next.delete('against');
    else next.set('against', String(than));
    router.replace(`/agents/${agent.id}?${next}`, { scroll: false });
  }

  if (versions.isPending) {
    return (
      <div aria-busy="true" className="flex flex-col gap-3 p-4">
        <span className="sr-only">Loading the versions</span>
        {['a', 'b', 'c'].map((key) => (
          <Skeleton key={key} className="h-12 w-full rounded-md" />
        ))}
      </div>
    );
  }
  if (versions.isError) {
    return (
      <ApiErrorState
        error={versions.error}
        title="The versions could not be loaded"
        onRetry={() => versions.refetch()}
      />
    );
  }
  if (versions.data.items.length === 0) {
    return (
      <EmptyState
        icon={History}
        title="No versions yet"
        description="Each save becomes a version that never changes."
      />
    );
  }
  return (
    <>
      <ul className="divide-y border-b bg-surface">
        {versions.data.items.map((version) => (
          <li key={version.version}>
            <VersionRow
              version={version}
              author={members.data?.items.find(({ user_id }) => user_id === version.created_by)?.name ?? null}
              current={version.version === chosen}
              onChoose={() => choose(version.version === chosen ? null : version.version)}
            />
          </li>
        ))}
      </ul>
      {selected && before ? (
        <VersionDiff
          key={`${before.version}:${after?.version ?? 'editor'}`}
          title={`From v${before.version} to ${after === undefined ? 'the editor' : `v${after.version}`}`}
          before={before.spec}
          after={after?.spec ?? text}
          onClose={() => choose(null)}
          action={
            <>
              <Select
                size="sm"
                aria-label={`Compare version ${selected.version} with`}
                value={other === undefined ? '' : String(other.version)}
                onValueChange={(value) => choose(selected.version, value === '' ? null : Number(value))}
                options={[
                  { value: '', label: 'with the editor' },
                  ...versions.data.items
                    .filter(({ version }) => version !== selected.version)
                    .map(({ version }) => ({ value: String(version), label: `with v${version}` })),
                ]}
              />
              <Button
                size="sm"
                disabled={!editable || selected.spec === text}
                onClick={() => store.getState().type(selected.spec)}
              >
                {other === undefined ? 'Put into the editor' : `Put v${selected.version} into the editor`}
              </Button>
              <Button
                size="sm"
                disabled={!editable || save.isSaving || selected.version === versions.data.items[0]?.version}
                onClick={() => void restore(selected)}
              >
                Restore v{selected.version}
              </Button>
            </>
          }
        >
          {after === undefined ? null : (
            <BehaviourLink agentId={agent.id} before={before.version} after={after.version} />
          )}
        </VersionDiff>
      ) : (
        <p className="p-4 text-muted text-sm">
          Choose a version to see what has changed since, or to hold it against another one.
        </p>
      )}
    </>
  );
}

function VersionRow({
  version,
  author,
  current,
  onChoose,
}: {
  version: AgentVersion;
  /** Null where it was a program, or somebody who has left. */
  author: string | null;
  current: boolean;
  onChoose: () => void;
}) {
  return (
    <button
      type="button"
      data-list-entry
      aria-pressed={current}
      onClick={onChoose}
      className={cn(
        'flex w-full items-baseline gap-3 px-4 py-2.5 text-start text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2',
        current && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <span className="w-8 shrink-0 font-medium tabular-nums">v{version.version}</span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2">
          {version.message ?? (version.version === 1 ? 'Created.' : 'No message.')}
        </span>
        <span className="text-muted text-xs">
          {author === null ? null : `${author} · `}
          <span className="font-mono">{version.spec_hash.slice(0, 12)}</span>
        </span>
      </span>
      <RelativeTime iso={version.created_at} className="shrink-0 text-muted text-xs" />
    </button>
  );
}
