'use client';

import type { ModerationQueue } from '@agent-factory/contracts';
import { Button, Field, Input, Panel, RelativeTime, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ListStates } from '../lists/list-states.tsx';
import { reportReasons } from '../marketplace/report-reasons.ts';
import { TemplateStatusChip } from '../studio/status-words.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { useModerate } from './use-moderate.ts';

type Report = ModerationQueue['reports'][number];

/** What people complain of, oldest first. */
export function ReportsPanel() {
  const trpc = useTRPC();
  const queue = useQuery(trpc.moderation.queue.queryOptions());
  return (
    <Panel aria-label="Reports" aria-busy={queue.isPending}>
      <ListStates
        noun="the reports"
        query={queue}
        items={queue.data?.reports}
        empty={{ icon: Flag, title: 'Nobody complains', description: 'Reports of abuse stand here.' }}
      >
        {(reports) => (
          <ul className="divide-y divide-border">
            {reports.map((report) => (
              <ReportRow key={report.report_id} report={report} />
            ))}
          </ul>
        )}
      </ListStates>
    </Panel>
  );
}

function ReportRow({ report }: { report: Report }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [note, setNote] = useState('');
  const moderate = useModerate();
  const resolve = useMutation(
    trpc.moderation.resolveReport.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.moderation.pathFilter()),
      onError: (error) =>
        toast({ tone: 'danger', title: 'It was not closed', description: apiFailure(error).message }),
    }),
  );
  const close = (status: 'upheld' | 'dismissed') =>
    resolve.mutate({ report_id: report.report_id, status, resolution: note });
  const isSuspended = report.template_status === 'suspended';
  return (
    <li className="flex flex-col gap-3 px-4 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Link
          href={`/marketplace/${report.template_id}`}
          data-list-entry
          className="font-medium underline-offset-2 hover:underline"
        >
          {report.title}
        </Link>
        <TemplateStatusChip status={report.template_status} />
        <span className="text-muted text-xs">
          {reportReasons[report.reason]}, <RelativeTime iso={report.created_at} />
        </span>
      </p>
      <p className="max-w-prose whitespace-pre-line break-words text-sm">{report.details}</p>
      <Field label="Why" description="Its maker reads it where you suspend the template.">
        {(control) => (
          <Input
            {...control}
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        {isSuspended ? (
          <Button
            loading={moderate.isPending}
            onClick={() => moderate.mutate({ template_id: report.template_id, decision: 'restore', note })}
          >
            Restore
          </Button>
        ) : (
          <Button
            variant="danger"
            disabled={note.trim() === ''}
            loading={moderate.isPending}
            onClick={() => moderate.mutate({ template_id: report.template_id, decision: 'suspend', note })}
          >
            Suspend
          </Button>
        )}
        <Button loading={resolve.isPending} onClick={() => close('upheld')}>
          Uphold
        </Button>
        <Button variant="ghost" loading={resolve.isPending} onClick={() => close('dismissed')}>
          Dismiss
        </Button>
      </div>
    </li>
  );
}
