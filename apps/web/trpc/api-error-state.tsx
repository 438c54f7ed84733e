'use client';

import { ErrorState } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
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
  return (
    <>
      <ErrorState {...props} description={description ?? failure.message} requestId={failure.requestId} />
      {failure.code === 'not_found' ? <OtherTeamOffer /> : null}
    </>
  );
}
