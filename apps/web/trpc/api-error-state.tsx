'use client';

import { ErrorState } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../words/words-context.ts';
import { apiFailure } from './api-failure.ts';

const OtherTeamOffer = dynamic(
  () => import('../teams/other-team-offer.tsx').then((module) => module.OtherTeamOffer),
  { ssr: false },
);

export interface ApiErrorStateProps {
  error: unknown;
  /** What could not be done: "The runs could not be loaded". */
  title: string;
  /** Takes the place of the API's own words. */
  description?: string;
  onRetry?: () => void;
  action?: ReactNode;
  className?: string;
  level?: 1 | 2;
}

/** A failed call where its result would have stood. */
export function ApiErrorState({ error, description, ...props }: ApiErrorStateProps) {
  const failure = apiFailure(error);
  const say = useWords('errors');
  const language = useLanguage();
  // The API speaks English: other readers get what the code comes to, and its own sentence below that.
  const message =
    language === 'en' ? (
      failure.message
    ) : (
      <>
        {say(failure.code)}
        <span lang="en" className="mt-1 block text-xs">
          {failure.message}
        </span>
      </>
    );
  return (
    <>
      <ErrorState {...props} description={description ?? message} requestId={failure.requestId} />
      {failure.code === 'not_found' ? <OtherTeamOffer /> : null}
    </>
  );
}
