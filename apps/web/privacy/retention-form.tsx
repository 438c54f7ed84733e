'use client';

import { Button, Field, Input, PanelBody, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { type DaysText, readDays } from './read-days.ts';

interface Rule {
  runs_days: number | null;
  events_days: number | null;
}

export function RetentionForm({ rule, mayChange }: { rule: Rule; mayChange: boolean }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [runs, setRuns] = useState(rule.runs_days?.toString() ?? '');
  const [events, setEvents] = useState(rule.events_days?.toString() ?? '');
  const wanted = readRule(readDays(runs), readDays(events));
  const changed =
    'rule' in wanted &&
    (wanted.rule.runs_days !== rule.runs_days || wanted.rule.events_days !== rule.events_days);
  const preview = useQuery(
    trpc.privacy.previewRetention.queryOptions('rule' in wanted ? wanted.rule : rule, {
      enabled: mayChange && changed,
    }),
  );
  const save = useMutation(
    trpc.privacy.setRetention.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.privacy.retention.pathFilter());
        toast({ title: 'The retention was saved' });
      },
    }),
  );
  return (
    <PanelBody>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if ('rule' in wanted) save.mutate(wanted.rule);
        }}
      >
        {save.isError ? <FormError>{apiFailure(save.error).message}</FormError> : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Days of runs"
            description="Inputs, outputs, approvals, memory of threads. Empty keeps them."
            error={'runs' in wanted ? wanted.runs : undefined}
          >
            {(control) => (
              <Input
                {...control}
                value={runs}
                inputMode="numeric"
                autoComplete="off"
                placeholder="Kept"
                disabled={!mayChange}
                onChange={(event) => setRuns(event.target.value)}
              />
            )}
          </Field>
          <Field
            label="Days of events"
            description="What happened in each run, step by step. Empty keeps them as long as the run."
            error={'events' in wanted ? wanted.events : undefined}
          >
            {(control) => (
              <Input
                {...control}
                value={events}
                inputMode="numeric"
                autoComplete="off"
                placeholder="As long as the run"
                disabled={!mayChange}
                onChange={(event) => setEvents(event.target.value)}
              />
            )}
          </Field>
        </div>
        <p className="text-muted text-xs">
          That a run was, how it ended, what it cost and its receipt stay in any case.
          {mayChange ? '' : ' Owners and admins change this.'}
        </p>
        {mayChange && changed ? (
          <p role="status" className="text-sm">
            {preview.data ? (
              <WouldGo {...preview.data} />
            ) : preview.isError ? (
              apiFailure(preview.error).message
            ) : (
              'Counting what would go…'
            )}
          </p>
        ) : null}
        {mayChange ? (
          <div>
            <Button type="submit" variant="primary" disabled={!changed} loading={save.isPending}>
              Save retention
            </Button>
          </div>
        ) : null}
      </form>
    </PanelBody>
  );
}

function readRule(runs: DaysText, events: DaysText): { rule: Rule } | { runs: string } | { events: string } {
  if ('error' in runs) return { runs: runs.error };
  if ('error' in events) return { events: events.error };
  if (runs.days !== null && events.days !== null && events.days > runs.days) {
    return { events: 'Events are not kept longer than their runs.' };
  }
  return { rule: { runs_days: runs.days, events_days: events.days } };
}

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

function WouldGo({ runs, events, open_runs }: { runs: number; events: number; open_runs: number }) {
  if (runs === 0 && events === 0) return 'Nothing is that old: nothing goes now.';
  return (
    <>
      Within minutes this takes the content of <strong>{many(runs, 'run', 'runs')}</strong> and{' '}
      <strong>{many(events, 'event', 'events')}</strong>, and it does not come back.
      {open_runs > 0 ? ` ${many(open_runs, 'run has', 'runs have')} not ended and stay until then.` : ''}
    </>
  );
}
