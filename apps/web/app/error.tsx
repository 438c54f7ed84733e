'use client';

import { errorDigest } from '../frame/error-digest.ts';

const button =
  'inline-flex h-8 items-center rounded-md border px-3 font-medium text-sm transition-colors hover:bg-hover';

/**
 * Anything that fails above the frame: most often, the API does not answer. Every page loads this script along with
 * its own, so it draws itself without the components, which would be 5 KB more.
 */
export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  const requestId = errorDigest(error);
  return (
    <main className="grid min-h-dvh place-items-center px-6">
      <div role="alert" className="flex flex-col items-center py-16 text-center">
        <h1 className="font-medium text-base">This page could not be loaded</h1>
        <p className="mt-1 max-w-sm text-balance text-muted text-sm">
          The server behind it did not answer. Nothing of yours is lost; try again in a moment.
        </p>
        <div className="mt-5 flex flex-wrap justify-center gap-2">
          <button type="button" onClick={retry} className={`${button} bg-surface`}>
            Try again
          </button>
          <a href="/sign-in" className={`${button} border-transparent text-muted`}>
            Sign in again
          </a>
        </div>
        {requestId ? (
          <p className="mt-4 text-muted text-xs">
            Request <code className="select-all font-mono">{requestId}</code>
          </p>
        ) : null}
      </div>
    </main>
  );
}
