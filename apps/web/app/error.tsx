'use client';

import { buttonStyles, ErrorState } from '@agent-factory/ui';
import { errorDigest } from '../frame/error-digest.ts';

/** Anything that fails above the frame: most often, the API does not answer. */
export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        level={1}
        title="This page could not be loaded"
        description="The server behind it did not answer. Nothing of yours is lost; try again in a moment."
        onRetry={retry}
        requestId={errorDigest(error)}
        action={
          <a href="/sign-in" className={buttonStyles({ variant: 'ghost' })}>
            Sign in again
          </a>
        }
      />
    </main>
  );
}
