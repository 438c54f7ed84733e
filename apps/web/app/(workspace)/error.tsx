'use client';

import { ErrorState } from '@agent-factory/ui';
import { errorDigest } from '../../frame/error-digest.ts';

export default function WorkspaceError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <ErrorState
      level={1}
      className="flex-1"
      title="This page ran into a problem"
      description="Nothing of yours is lost. Try again; if it stays, send us the request id."
      onRetry={retry}
      requestId={errorDigest(error)}
    />
  );
}
