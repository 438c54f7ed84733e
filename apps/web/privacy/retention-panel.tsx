'use client';

import { Panel, PanelBody, PanelHeader, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useFrame } from '../frame/frame-context.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { RetentionForm } from './retention-form.tsx';

export function RetentionPanel() {
  const { me } = useFrame();
  const trpc = useTRPC();
  const retention = useQuery(trpc.privacy.retention.queryOptions());
  return (
    <Panel aria-label="Retention" aria-busy={retention.isPending}>
      <PanelHeader title="Retention" description={`How long ${me.team.name} keeps what its runs said`} />
      {retention.isPending ? (
        <PanelBody role="status" aria-label="Loading the retention">
          <Skeleton className="h-28" />
        </PanelBody>
      ) : null}
      {retention.isError && retention.data === undefined ? (
        <ApiErrorState
          error={retention.error}
          title="The retention could not be loaded"
          onRetry={() => retention.refetch()}
        />
      ) : null}
      {retention.data ? (
        <RetentionForm
          key={retention.data.set_at}
          rule={retention.data}
          mayChange={me.team.role === 'owner' || me.team.role === 'admin'}
        />
      ) : null}
    </Panel>
  );
}
