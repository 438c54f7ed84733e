'use client';

import type { ModerationQueue } from '@agent-factory/contracts';
import { Button, Field, Panel, PanelBody, PanelHeader, RelativeTime, Textarea } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { formatPrice } from '../billing/format-minor.ts';
import { ListStates } from '../lists/list-states.tsx';
import { categoryNames } from '../marketplace/category-labels.ts';
import { EvidencePanel } from '../marketplace/evidence-panel.tsx';
import { LoosenedList } from '../marketplace/loosened-list.tsx';
import { PermissionsPanel } from '../marketplace/permissions-panel.tsx';
import { Markdown } from '../runs/markdown.tsx';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import { useModerate } from './use-moderate.ts';

type Item = ModerationQueue['waiting'][number];

/** What waits to be listed, oldest first. */
export function ModerationPanel() {
  const trpc = useTRPC();
  const queue = useQuery(trpc.moderation.queue.queryOptions());
  return (
    <Panel aria-label="Moderation" aria-busy={queue.isPending}>
      <ListStates
        noun="the queue"
        query={queue}
        items={queue.data?.waiting}
        empty={{
          icon: ListChecks,
          title: 'Nothing waits',
          description:
            'First versions, and those that may change more than before, wait here until you have looked at them.',
        }}
      >
        {(waiting) => (
          <ul className="divide-y divide-border">
            {waiting.map((item) => (
              <Waiting key={item.version_id} item={item} />
            ))}
          </ul>
        )}
      </ListStates>
    </Panel>
  );
}

function Waiting({ item }: { item: Item }) {
  const sayMarket = useWords('market');
  const [note, setNote] = useState('');
  const moderate = useModerate();
  const decide = (decision: 'approve' | 'reject') =>
    moderate.mutate({ template_id: item.template_id, decision, note });
  return (
    <li>
      <details className="group">
        <summary
          data-list-entry
          className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3 hover:bg-hover"
        >
          <span className="font-medium">{item.title}</span>
          <span className="text-muted text-xs">
            version {item.version} by {item.publisher}, {sayMarket(categoryNames[item.category])},{' '}
            {formatPrice(item.price_minor, 'usd')}
          </span>
          <span className="ms-auto text-muted text-xs">
            sent in <RelativeTime iso={item.waiting_since} />
          </span>
        </summary>
        <div className="flex flex-col gap-5 border-t bg-sunken p-4">
          <Panel aria-label={`What ${item.title} says`}>
            <PanelHeader title="What it says" level={3} />
            <PanelBody className="flex max-w-prose flex-col gap-4">
              <p>{item.summary}</p>
              {item.description === '' ? (
                <p className="text-muted text-sm">No description.</p>
              ) : (
                <Markdown text={item.description} />
              )}
            </PanelBody>
          </Panel>
          {item.loosened.length === 0 ? null : (
            <Panel aria-label="Looser than before">
              <PanelHeader title="Binds less than the version before" level={3} />
              <PanelBody>
                <LoosenedList changes={item.loosened} />
              </PanelBody>
            </Panel>
          )}
          <EvidencePanel evidence={item.evidence} version={item.version} />
          <PermissionsPanel permissions={item.permissions} />
          <Field label="Note for its maker" description="Needed where you reject it.">
            {(control) => (
              <Textarea
                {...control}
                maxLength={2_000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button
              variant="danger"
              disabled={note.trim() === ''}
              loading={moderate.isPending}
              onClick={() => decide('reject')}
            >
              Reject
            </Button>
            <Button variant="primary" loading={moderate.isPending} onClick={() => decide('approve')}>
              List it
            </Button>
          </div>
        </div>
      </details>
    </li>
  );
}
