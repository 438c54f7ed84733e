'use client';

import type { AgentId, TemplateId, WebhookId } from '@agent-factory/contracts';
import { Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useMemo } from 'react';
import { shortId } from '../runs/short-id.ts';
import { useTRPC } from '../trpc/context.ts';
import type { PlainKey, Translator } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';
import { hasIdForm } from './has-id-form.ts';

/** Parts that are called as they are written. */
const placeNames = [
  ...([
    'agents',
    'threads',
    'runs',
    'tests',
    'approvals',
    'schedules',
    'knowledge',
    'ideas',
    'marketplace',
  ] as const),
  ...([
    'models',
    'usage',
    'dashboard',
    'connections',
    'settings',
    'outbox',
    'docs',
    'library',
    'studio',
  ] as const),
  ...(['operator', 'keys', 'members', 'roles', 'billing', 'limits', 'webhooks', 'audit', 'teams'] as const),
  ...(['security', 'sessions', 'privacy'] as const),
];

/** Parts of addresses that have a name in the reader's language. */
const names: Readonly<Record<string, PlainKey<'frame'> | undefined>> = {
  ...Object.fromEntries(placeNames.map((name) => [name, name])),
  new: 'newThread',
  label: 'labelTrials',
  explain: 'explainChoice',
  team: 'general',
  shortcuts: 'shortcuts',
  tools: 'tools',
  datasets: 'datasets',
  versions: 'versions',
  playground: 'playground',
  receipt: 'receipt',
  purchase: 'purchase',
  compare: 'compareRuns',
  improve: 'improve',
  counterexamples: 'counterexamples',
  diagnostics: 'diagnostics',
};

/** What a part is called at one address alone. */
const places: Readonly<Record<string, PlainKey<'frame'> | undefined>> = {
  '/tests/datasets/new': 'newDataset',
  '/studio/new': 'newTemplate',
};

/** Parts without a page of their own: shown, not linked. */
const unlinked = new Set(['/docs', '/tests/runs', '/tests/datasets']);

export function Breadcrumb() {
  const say = useWords('frame');
  const pathname = usePathname();
  const parts = useMemo(() => pathname.split('/').filter(Boolean), [pathname]);
  return (
    <nav aria-label={say('breadcrumb')} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-sm">
        {parts.map((part, index) => {
          const href = `/${parts.slice(0, index + 1).join('/')}`;
          const last = index === parts.length - 1;
          return (
            <li key={href} className="flex min-w-0 items-center gap-1.5">
              {index > 0 ? (
                <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
              ) : null}
              <Crumb href={href} last={last} linked={!unlinked.has(href)}>
                {nameOf(part, parts[0], places[href] ?? names[part], say)}
              </Crumb>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function nameOf(
  part: string,
  place: string | undefined,
  name: PlainKey<'frame'> | undefined,
  say: Translator<'frame'>,
): ReactNode {
  if (name !== undefined) return say(name);
  if (hasIdForm('agt', part)) return <AgentName id={part} />;
  if (hasIdForm('whk', part)) return <WebhookName id={part} />;
  if (hasIdForm('tpl', part)) return <TemplateName id={part} own={place === 'studio'} />;
  if (['thr', 'run', 'tsr', 'dst'].some((prefix) => hasIdForm(prefix, part)))
    return <span className="font-mono">{shortId(part)}</span>;
  if (/^[a-z]+$/.test(part)) return part.charAt(0).toUpperCase() + part.slice(1);
  return decodeURIComponent(part);
}

interface CrumbProps {
  href: string;
  last: boolean;
  linked: boolean;
  children: ReactNode;
}

function Crumb({ href, last, linked, children }: CrumbProps) {
  if (last) {
    return (
      <span aria-current="page" className="truncate font-medium">
        {children}
      </span>
    );
  }
  if (!linked) return <span className="truncate text-muted">{children}</span>;
  return (
    <Link href={href} className="truncate rounded-sm text-muted transition-colors hover:text-text">
      {children}
    </Link>
  );
}

function AgentName({ id }: { id: AgentId }) {
  const trpc = useTRPC();
  const { data, isError } = useQuery(trpc.agents.get.queryOptions({ id }, { staleTime: 60_000 }));
  if (data) return data.title;
  return isError ? shortId(id) : <Skeleton className="h-4 w-28" />;
}

/** By its listing, or as its team has it, which may not be listed. */
function TemplateName({ id, own }: { id: TemplateId; own: boolean }) {
  const trpc = useTRPC();
  const asked = { template_id: id };
  const listing = useQuery(trpc.marketplace.get.queryOptions(asked, { staleTime: 60_000, enabled: !own }));
  const ours = useQuery(trpc.templates.get.queryOptions(asked, { staleTime: 60_000, enabled: own }));
  const { data, isError } = own ? ours : listing;
  if (data) return data.title;
  return isError ? <span className="font-mono">{shortId(id)}</span> : <Skeleton className="h-4 w-28" />;
}

/** What its team calls it, or whom it calls. */
function WebhookName({ id }: { id: WebhookId }) {
  const trpc = useTRPC();
  const { data, isError } = useQuery(trpc.webhooks.get.queryOptions({ id }, { staleTime: 60_000 }));
  if (data) return data.description === '' ? new URL(data.url).host : data.description;
  return isError ? shortId(id) : <Skeleton className="h-4 w-28" />;
}
