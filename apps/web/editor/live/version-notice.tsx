'use client';

import { Button, buttonStyles } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { FileClock } from 'lucide-react';
import Link from 'next/link';
import { useTRPC } from '../../trpc/context.ts';
import type { Agent } from '../../trpc/outputs.ts';
import { useEditorStore } from '../editor-context.ts';
import { useLive, useLiveStore } from './live-context.ts';

/** A version was saved elsewhere while the text has changes that were not: it stays, and what to do is a person's. */
export function VersionNotice({ agent }: { agent: Agent }) {
  const versions = useLive((view) => view.versions);
  const seen = useLive((view) => view.seenVersion);
  if (versions === null || versions.newest <= versions.base || versions.newest <= seen) return null;
  return <Notice agentId={agent.id} version={versions.newest} />;
}

function Notice({ agentId, version }: { agentId: Agent['id']; version: number }) {
  const trpc = useTRPC();
  const store = useEditorStore();
  const live = useLiveStore();
  const all = useQuery(trpc.agents.versions.queryOptions({ id: agentId }, { staleTime: 0 }));
  const members = useQuery(trpc.members.list.queryOptions());
  const saved = all.data?.items.find((one) => one.version === version);
  const author = members.data?.items.find(({ user_id }) => user_id === saved?.created_by);
  const by = author?.name || author?.email;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-info-soft px-4 py-2 text-sm"
    >
      <FileClock aria-hidden="true" className="size-4 shrink-0 text-info" />
      <span className="min-w-0 flex-1">
        Version {version} was saved{by ? ` by ${by}` : ' elsewhere'}. This text has changes of its own and
        stays as it is.
      </span>
      <Link
        href={`/agents/${agentId}?panel=versions&version=${version}`}
        className={buttonStyles({ size: 'sm' })}
      >
        Compare
      </Link>
      <Button
        size="sm"
        disabled={saved === undefined}
        onClick={() => {
          if (saved === undefined) return;
          store.getState().type(saved.spec);
          store.getState().markSaved(version, saved.spec);
        }}
      >
        Take version {version}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => live.setState({ seenVersion: version })}>
        Keep editing
      </Button>
    </div>
  );
}
