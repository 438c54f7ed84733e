'use client';

import {
  CodeBlock,
  cn,
  Dialog,
  DialogContent,
  EmptyState,
  Skeleton,
  Switch,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Wrench } from 'lucide-react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Connection, OfferedTool } from '../trpc/outputs.ts';

/** What a server offers now, as agents would get it. */
export function ToolsDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const trpc = useTRPC();
  const tools = useQuery(trpc.connections.tools.queryOptions({ id: connection.id }, { retry: false }));
  const { data } = tools;

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Tools of ${connection.name}`}
        description="List the ones that an agent needs under its tools, in allow."
        className="max-w-2xl"
      >
        <div className="mt-3 min-h-0 overflow-y-auto border-t" aria-busy={tools.isPending}>
          {tools.isPending ? (
            <div className="flex flex-col gap-3 p-5">
              <span className="sr-only">Asking the server for its tools</span>
              <Skeleton className="h-5 w-48" />
              <Skeleton className="h-4 w-full" />
              <Skeleton className="h-5 w-40" />
              <Skeleton className="h-4 w-full" />
            </div>
          ) : null}
          {tools.isError ? (
            <ApiErrorState
              error={tools.error}
              title="The tools could not be listed"
              onRetry={() => tools.refetch()}
            />
          ) : null}
          {data?.items.length === 0 ? (
            <EmptyState
              icon={Wrench}
              title="No tools"
              description="The server offers none at the moment."
              className="py-10"
            />
          ) : null}
          <ul className="divide-y divide-border">
            {data?.items.map((tool) => (
              <ToolItem key={tool.name} tool={tool} connection={connection} />
            ))}
          </ul>
          {data && data.left_out > 0 ? (
            <p className="border-t px-5 py-3 text-muted text-sm">{data.left_out} more are not shown.</p>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function ToolItem({ tool, connection }: { tool: OfferedTool; connection: Connection }) {
  const isBelieved = connection.trusted_reads.includes(tool.name);
  const writes = tool.effect !== 'read' && !isBelieved;
  return (
    <li className="flex flex-col gap-2 px-5 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <code className="break-all font-medium font-mono text-sm">{tool.name}</code>
        <span
          className={cn(
            'rounded-sm px-1.5 py-0.5 font-medium text-xs',
            writes ? 'bg-warning-soft text-warning' : 'bg-sunken text-muted',
          )}
        >
          {writes ? 'Can change things' : 'Reads'}
        </span>
        {tool.agent_name === tool.name ? null : (
          <span className="text-muted text-xs">
            agents call it <code className="font-mono">{tool.agent_name}</code>
          </span>
        )}
      </div>
      {tool.problem === null ? null : <p className="text-danger text-xs">Cannot be used: {tool.problem}</p>}
      <p className="line-clamp-4 whitespace-pre-line break-words text-muted text-sm">
        {tool.description === '' ? 'The server does not say what it does.' : tool.description}
      </p>
      {connection.kind === 'mcp' && tool.says_read_only ? (
        <Belief tool={tool} connection={connection} isBelieved={isBelieved} />
      ) : null}
      <details className="text-sm">
        <summary className="cursor-pointer text-accent text-xs">Arguments</summary>
        <CodeBlock
          code={JSON.stringify(tool.parameters, null, 2)}
          label={`Schema of ${tool.name}`}
          className="mt-2"
        />
      </details>
    </li>
  );
}

/** A server's word that a tool only reads counts once a person believes it. */
function Belief({
  tool,
  connection,
  isBelieved,
}: {
  tool: OfferedTool;
  connection: Connection;
  isBelieved: boolean;
}) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const update = useMutation(
    trpc.connections.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.connections.list.pathFilter()),
      onError: (error) =>
        toast({
          tone: 'danger',
          title: `${tool.name} could not be changed`,
          description: apiFailure(error).message,
        }),
    }),
  );
  const others = connection.trusted_reads.filter((name) => name !== tool.name);
  return (
    <div className="flex items-center gap-2 text-xs">
      <Switch
        aria-label={`Believe that ${tool.name} only reads`}
        checked={isBelieved}
        disabled={update.isPending}
        onCheckedChange={(believed) =>
          update.mutate({
            id: connection.id,
            trusted_reads: believed ? [...others, tool.name] : others,
          })
        }
      />
      <span className="text-muted">
        The server says that it only reads. Believe it, and calls may be repeated.
      </span>
    </div>
  );
}
