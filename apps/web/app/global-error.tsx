'use client';

import { ErrorState } from '@agent-factory/ui';
import { errorDigest } from '../frame/error-digest.ts';
import './globals.css';

/** Stands in for the whole document when even the root layout fails. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Something went wrong · Agent Factory</title>
        <main className="grid min-h-dvh place-items-center">
          <ErrorState
            level={1}
            title="Something went wrong"
            description="This is our fault, not yours. Try again; if it stays, send us the request id."
            onRetry={retry}
            requestId={errorDigest(error)}
          />
        </main>
      </body>
    </html>
  );
}
