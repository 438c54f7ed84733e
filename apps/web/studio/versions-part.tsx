'use client';

import type { OwnTemplate } from '@agent-factory/contracts';
import {
  Button,
  EmptyState,
  Field,
  formatMoney,
  Panel,
  PanelBody,
  PanelHeader,
  RelativeTime,
  Textarea,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send, Tag } from 'lucide-react';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { sayDay } from '../billing/plan-words.ts';
import { LoosenedList } from '../marketplace/loosened-list.tsx';
import { GatePanel } from '../tests/gate-panel.tsx';
import { Rate } from '../tests/rate.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { DeleteDraft } from './delete-draft.tsx';

const statusWords = {
  draft: 'Draft',
  pending: 'Being looked at',
  listed: 'Listed',
  withdrawn: 'Withdrawn',
  rejected: 'Rejected',
} as const;

/** What was published, and the way to publish what the agent is now. */
export function VersionsPart({ template }: { template: OwnTemplate }) {
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-5">
        {template.agent_id === null ? (
          <p className="text-muted text-sm">The agent is deleted, so there can be no new version of it.</p>
        ) : (
          <Publish template={template} />
        )}
        <Panel aria-label="Versions">
          <PanelHeader title="Versions" description="Each stays as it was published" />
          {template.versions.length === 0 ? (
            <EmptyState
              icon={Tag}
              title="No version yet"
              description="The first is looked at before it is listed."
              className="py-10"
            />
          ) : (
            <ol className="divide-y divide-border">
              {template.versions.map((version) => (
                <Version key={version.id} version={version} />
              ))}
            </ol>
          )}
        </Panel>
      </div>
      <div className="flex flex-col gap-5">
        {template.agent_id === null ? null : <GatePanel agentId={template.agent_id} datasetId={null} />}
        <Listed template={template} />
        <DeleteDraft template={template} />
      </div>
    </div>
  );
}

function Publish({ template }: { template: OwnTemplate }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [changelog, setChangelog] = useState('');
  const [accepted, setAccepted] = useState(false);
  const publish = useMutation(
    trpc.templates.publish.mutationOptions({
      onSuccess: async ({ status }) => {
        setChangelog('');
        setAccepted(false);
        toast(
          status === 'listed'
            ? { tone: 'positive', title: 'It is listed' }
            : { tone: 'info', title: 'Sent in', description: 'Operators look at it before it is listed.' },
        );
        await Promise.all([
          queryClient.invalidateQueries(trpc.templates.pathFilter()),
          queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
        ]);
      },
    }),
  );
  const isFirst = template.versions.length === 0;
  return (
    <Panel aria-label="Publish">
      <PanelHeader
        title="Publish a version"
        description="The agent’s newest version, with what its tests have shown"
      />
      <form
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          publish.mutate({ template_id: template.id, changelog, accept_loosening: accepted });
        }}
      >
        {publish.isError ? <FormError>{apiFailure(publish.error).message}</FormError> : null}
        <Field
          label={isFirst ? 'What should people know about it?' : 'What changed?'}
          description="Everybody who looks at the listing reads it."
        >
          {(control) => (
            <Textarea
              {...control}
              maxLength={5_000}
              value={changelog}
              onChange={(event) => setChangelog(event.target.value)}
            />
          )}
        </Field>
        {isFirst ? null : (
          <label className="flex items-start gap-2 text-sm">
            <input
              type="checkbox"
              className="mt-0.5 size-4 accent-accent-solid"
              checked={accepted}
              onChange={(event) => setAccepted(event.target.checked)}
            />
            If it binds less than the version before, say so in the listing
          </label>
        )}
        <Button type="submit" variant="primary" className="self-end" loading={publish.isPending}>
          {publish.isPending ? null : <Send aria-hidden="true" />}
          Publish
        </Button>
      </form>
    </Panel>
  );
}

function Version({ version }: { version: OwnTemplate['versions'][number] }) {
  const { number, agent_version, status, evidence, changelog, loosened, created_at, retest_due_at } = version;
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className="font-medium">Version {number}</span>
        <span className="text-muted text-xs">
          of the agent’s version {agent_version}, {statusWords[status].toLowerCase()}
        </span>
        <RelativeTime iso={created_at} className="ms-auto text-muted text-xs" />
      </p>
      {changelog === '' ? null : (
        <p className="max-w-prose whitespace-pre-line break-words text-sm">{changelog}</p>
      )}
      {evidence === null ? (
        <p className="text-muted text-sm">Not measured yet</p>
      ) : (
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm tabular-nums">
          <span>
            <span className="text-muted">Passes </span>
            <Rate of={evidence.pass_rate} />
          </span>
          <span>
            <span className="text-muted">Cost a run </span>
            {evidence.cost_usd === null ? '–' : formatMoney(evidence.cost_usd.p50)}
          </span>
          <span className="text-muted">
            measured <RelativeTime iso={evidence.measured_at} />
          </span>
          {retest_due_at === null ? null : (
            <span className="text-muted">tested again on {sayDay(retest_due_at)}</span>
          )}
        </p>
      )}
      {loosened.length === 0 ? null : <LoosenedList changes={loosened} />}
    </li>
  );
}

/** Takes the listing down, or puts it back. */
function Listed({ template }: { template: OwnTemplate }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const done = {
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.templates.pathFilter()),
        queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
      ]),
    onError: (error: unknown) =>
      toast({ tone: 'danger', title: 'That did not work', description: apiFailure(error).message }),
  };
  const unlist = useMutation(trpc.templates.unlist.mutationOptions(done));
  const relist = useMutation(trpc.templates.relist.mutationOptions(done));
  const asked = { template_id: template.id };
  if (template.status !== 'listed' && template.status !== 'unlisted') return null;
  return (
    <Panel aria-label="Listing">
      <PanelBody className="flex flex-col gap-3">
        <p className="text-sm">
          {template.status === 'listed'
            ? 'Taken down, nobody new can get it. Teams that own it keep it.'
            : 'It is not listed. Teams that own it keep it.'}
        </p>
        {template.status === 'listed' ? (
          <Button className="self-start" loading={unlist.isPending} onClick={() => unlist.mutate(asked)}>
            Take it down
          </Button>
        ) : (
          <Button className="self-start" loading={relist.isPending} onClick={() => relist.mutate(asked)}>
            List it again
          </Button>
        )}
      </PanelBody>
    </Panel>
  );
}
