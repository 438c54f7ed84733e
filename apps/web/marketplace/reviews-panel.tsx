'use client';

import type { TemplateView } from '@agent-factory/contracts';
import { Button, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { PenLine } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useVisitor } from '../frame/frame-context.ts';
import { useTRPC } from '../trpc/context.ts';
import { Rating } from './rating.tsx';
import { ReviewAnswer, ReviewsList } from './reviews-list.tsx';

const ReviewDialog = dynamic(() => import('./review-dialog.tsx').then((module) => module.ReviewDialog), {
  ssr: false,
});

/** What teams that own it say, and what its maker answers. */
export function ReviewsPanel({ listing }: { listing: TemplateView }) {
  const me = useVisitor();
  return (
    <Panel aria-label="Reviews">
      <PanelHeader
        title="Reviews"
        description="By people of teams that own it"
        actions={me === null ? null : <WriteReview listing={listing} />}
      />
      {listing.rating.count > 0 ? <StarCounts listing={listing} /> : null}
      <ReviewsList
        templateId={listing.id}
        empty="Whoever owns it can say how it works for them."
        below={({ answer }) => <ReviewAnswer answer={answer} />}
      />
    </Panel>
  );
}

function WriteReview({ listing }: { listing: TemplateView }) {
  const trpc = useTRPC();
  const [writing, setWriting] = useState(false);
  const library = useQuery(trpc.marketplace.library.queryOptions());
  const owned = library.data?.items.find(({ template_id }) => template_id === listing.id);
  if (owned === undefined) return null;
  return (
    <>
      <Button size="sm" onClick={() => setWriting(true)}>
        <PenLine aria-hidden="true" />
        {owned.own_review === null ? 'Write a review' : 'Change your review'}
      </Button>
      {writing ? (
        <ReviewDialog
          templateId={listing.id}
          title={listing.title}
          before={owned.own_review}
          onClose={() => setWriting(false)}
        />
      ) : null}
    </>
  );
}

function StarCounts({ listing }: { listing: TemplateView }) {
  const most = Math.max(1, ...listing.stars.map(({ count }) => count));
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-3 border-b px-4 py-3">
      <Rating of={listing.rating} className="font-semibold text-lg" />
      <ul aria-label="By stars" className="flex min-w-48 max-w-xs flex-1 flex-col gap-0.5">
        {listing.stars
          .toSorted((a, b) => b.stars - a.stars)
          .map(({ stars, count }) => (
            <li key={stars} className="flex items-center gap-2 text-muted text-xs tabular-nums">
              <span className="w-3">{stars}</span>
              <span aria-hidden="true" className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken">
                <span className="block h-full bg-warning" style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <span className="w-8 text-end">
                <span className="sr-only">stars: </span>
                {count}
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
}
