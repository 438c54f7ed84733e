import type { AgentId } from '@agent-factory/contracts';
import { Button, EmptyState, Input, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Check, Plus, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Connection } from '../../trpc/outputs.ts';
import { AgentEffects } from './agent-effects.tsx';
import { drag } from './dragged.ts';
import { EffectChip } from './effect-chip.tsx';
import { useForm } from './form-context.ts';
import { agentOf, builtinOffers, hasOffer, isFound, type ToolOffer } from './tool-offer.ts';
import { asTyped } from './value-at.ts';

/** Of so many agents the specs are read for what they may do; a search brings further ones among them. */
const mostRead = 24;

export interface ToolPaletteProps {
  agentId: string;
  onAdd: (offer: ToolOffer) => void;
  onClose: () => void;
}

/** Everything that can be a tool here: what comes with the product, the team's servers, the team's other agents. */
export function ToolPalette({ agentId, onAdd, onClose }: ToolPaletteProps) {
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const connections = useQuery(trpc.connections.list.queryOptions());
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  useEffect(() => field.current?.focus(), []);

  const kept = new Set(connections.data?.items.map(({ kind }) => kind));
  const found = (offers: readonly ToolOffer[]) => offers.filter((offer) => isFound(offer, search));
  const builtin = found(builtinOffers);
  const others = found(
    (agents.data?.items ?? [])
      .filter(({ id }) => id !== (agentId as AgentId))
      .map((agent) => ({
        key: `agent:${agent.name}`,
        title: agent.title,
        description: agent.description || 'Another agent of the team, as a tool.',
        effect: null,
        needs: [],
        item: { agent: agent.name },
      })),
  );
  const servers = (connections.data?.items ?? []).filter(
    ({ kind, base_url }) => (kind === 'mcp' || kind === 'openapi') && base_url !== null,
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from wherever the focus is
    <div
      className="flex flex-col gap-3 rounded-md border bg-background p-3"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="flex items-center gap-2">
        <Input
          ref={field}
          type="search"
          aria-label="Search tools"
          placeholder="Search tools, servers and agents"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <Button onClick={onClose}>Done</Button>
      </div>
      <div className="flex max-h-96 flex-col gap-4 overflow-y-auto">
        <Group title="Built in" offers={builtin} kept={kept} onAdd={onAdd} />
        {connections.isPending ? <Skeleton className="h-12 w-full" /> : null}
        {connections.isError ? (
          <p className="text-muted text-sm">
            The connections could not be listed: {apiFailure(connections.error).message}
          </p>
        ) : null}
        {servers.map((server) => (
          <Server key={server.id} server={server} search={search} kept={kept} onAdd={onAdd} />
        ))}
        <Group title="Other agents" offers={others} kept={kept} onAdd={onAdd} />
        {builtin.length + others.length === 0 && servers.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="Nothing is called that"
            description="Try another word, or connect a server that has it."
            className="py-6"
          />
        ) : null}
        <p className="text-muted text-xs">
          More tools come from servers:{' '}
          <Link href="/connections" className="text-accent underline underline-offset-2">
            add an MCP server or an OpenAPI document
          </Link>
          .
        </p>
      </div>
    </div>
  );
}

interface OffersProps {
  kept: ReadonlySet<string>;
  onAdd: (offer: ToolOffer) => void;
}

/** One server's tools, asked for when it is opened: asking takes a moment, and a right. */
function Server({ server, search, ...props }: OffersProps & { server: Connection; search: string }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const tools = useQuery(
    trpc.connections.tools.queryOptions(
      { id: server.id },
      { enabled: open, retry: false, staleTime: 60_000 },
    ),
  );
  const source = server.kind === 'mcp' ? 'mcp' : 'openapi';
  const offers = (tools.data?.items ?? []).map((tool): ToolOffer => {
    const isTrusted = server.trusted_reads.includes(tool.name);
    return {
      key: `${server.id}:${tool.name}`,
      title: tool.name,
      description: tool.problem ?? tool.description,
      effect: isTrusted ? 'read' : tool.effect,
      needs: [],
      item: { [source]: { url: server.base_url ?? '', allow: [tool.name] } },
    };
  });
  return (
    <section aria-label={server.name}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-baseline gap-2 rounded-sm py-1 text-start font-medium text-sm hover:bg-hover"
      >
        {server.name}
        <span className="min-w-0 truncate font-normal text-muted text-xs">
          {source === 'mcp' ? 'MCP' : 'OpenAPI'} · {server.base_url}
        </span>
      </button>
      {open && tools.isPending ? <Skeleton className="h-12 w-full" /> : null}
      {tools.isError ? (
        <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
          {apiFailure(tools.error).message}
          <Button size="sm" onClick={() => void tools.refetch()}>
            Try again
          </Button>
        </p>
      ) : null}
      {open ? <Offers offers={offers.filter((offer) => isFound(offer, search))} {...props} /> : null}
    </section>
  );
}

function Group({ title, offers, ...props }: OffersProps & { title: string; offers: readonly ToolOffer[] }) {
  if (offers.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="py-1 font-medium text-sm">{title}</h3>
      <Offers offers={offers} {...props} />
    </section>
  );
}

function Offers({ offers, kept, onAdd }: OffersProps & { offers: readonly ToolOffer[] }) {
  const { content } = useForm();
  return (
    <ul className="grid gap-1.5 @lg:grid-cols-2">
      {offers.map((offer, at) => {
        const agent = agentOf(offer.item);
        const isThere = hasOffer(content.value, offer);
        const isMissing = offer.needs.length > 0 && !offer.needs.some((kind) => kept.has(kind));
        return (
          <li
            key={offer.key}
            draggable={!isThere}
            onDragStart={(event) => drag(event, { offer }, asTyped(offer.item))}
            className="flex items-start gap-2 rounded-md border bg-surface p-2"
          >
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium text-sm">{offer.title}</p>
              <p className="line-clamp-2 text-muted text-xs">{offer.description}</p>
              <p className="mt-1 flex flex-wrap gap-x-2">
                <EffectChip effect={offer.effect} />
                {agent !== null && at < mostRead ? <AgentEffects name={agent} /> : null}
                {isMissing ? (
                  <Link href="/connections" className="text-warning text-xs underline underline-offset-2">
                    Needs a connection: {offer.needs.join(' or ')}
                  </Link>
                ) : null}
              </p>
            </div>
            <Button
              size="icon-sm"
              // Not disabled: the focus would be lost with the press.
              aria-disabled={isThere}
              aria-label={isThere ? `${offer.title} is added` : `Add ${offer.title}`}
              onClick={() => (isThere ? undefined : onAdd(offer))}
            >
              {isThere ? <Check aria-hidden="true" /> : <Plus aria-hidden="true" />}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
