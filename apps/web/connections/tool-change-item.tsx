'use client';

import { Button, RelativeTime, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { ToolChange } from '../trpc/outputs.ts';
import { changedParts } from './changed-parts.ts';

/** A tool as it was approved and as it is, to be taken as it is. */
export function ToolChangeItem({ change }: { change: ToolChange }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { source, url, tool, hash } = change;
  const approve = useMutation(
    trpc.connections.approveChange.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.connections.changes.pathFilter());
        toast({ tone: 'positive', title: `${tool} may be used as it is now` });
      },
      onError: async (error) => {
        await queryClient.invalidateQueries(trpc.connections.changes.pathFilter());
        toast({
          tone: 'danger',
          title: `${tool} could not be approved`,
          description: apiFailure(error).message,
        });
      },
    }),
  );
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 text-sm">
          <code className="break-all font-medium font-mono">{tool}</code>{' '}
          <span className="break-all text-muted text-xs">
            {source === 'mcp' ? 'MCP server' : 'OpenAPI document'} {url}, noticed{' '}
            <RelativeTime iso={change.changed_at} />
          </span>
        </p>
        <Button
          size="sm"
          loading={approve.isPending}
          aria-label={`Approve ${tool} as it is now`}
          onClick={() => approve.mutate({ source, url, tool, hash })}
        >
          Approve
        </Button>
      </div>
      {changedParts(change.before, change.after).map(({ name, before, after }) => (
        <section key={name} aria-label={`${name} of ${tool}`} className="grid gap-2 sm:grid-cols-2">
          <Side title={`${name} as approved`} text={before} look="bg-danger-soft" />
          <Side title={`${name} now`} text={after} look="bg-positive-soft" />
        </section>
      ))}
    </li>
  );
}

function Side({ title, text, look }: { title: string; text: string; look: string }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 font-medium text-muted text-xs">{title}</p>
      <pre
        className={`max-h-64 overflow-auto whitespace-pre-wrap break-words rounded-md p-2 font-mono text-xs ${look}`}
      >
        {text === '' ? '(nothing)' : text}
      </pre>
    </div>
  );
}
