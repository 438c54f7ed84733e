'use client';

import type { OwnTemplate, TemplateId } from '@agent-factory/contracts';
import { Button, Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { Page } from '../frame/page.tsx';
import { TabLinks, useTab } from '../frame/tab-links.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { TemplateStatusChip } from './status-words.tsx';

const loading = () => <RowsSkeleton label="Loading" />;
const VersionsPart = dynamic(() => import('./versions-part.tsx').then((m) => m.VersionsPart), {
  ssr: false,
  loading,
});
const ListingPart = dynamic(() => import('./listing-part.tsx').then((m) => m.ListingPart), {
  ssr: false,
  loading,
});
const PicturesPart = dynamic(() => import('./pictures-part.tsx').then((m) => m.PicturesPart), {
  ssr: false,
  loading,
});
const PreviewPart = dynamic(() => import('./preview-part.tsx').then((m) => m.PreviewPart), {
  ssr: false,
  loading,
});
const ReviewsPart = dynamic(() => import('./reviews-part.tsx').then((m) => m.ReviewsPart), {
  ssr: false,
  loading,
});

const tabs = {
  versions: 'Versions',
  listing: 'Listing',
  pictures: 'Pictures',
  preview: 'Preview',
  reviews: 'Reviews',
} as const;
type Tab = keyof typeof tabs;

/** One template as its maker sees it. */
export function TemplatePage({ templateId }: { templateId: TemplateId }) {
  const trpc = useTRPC();
  const tab = useTab(tabs);
  const template = useQuery(trpc.templates.get.queryOptions({ template_id: templateId }));
  const { data } = template;
  return (
    <Page
      title={data?.title ?? 'Template'}
      description={
        data === undefined ? null : (
          <span className="flex flex-wrap items-center gap-2">
            <TemplateStatusChip status={data.status} />
            {data.moderation_note === null ? null : <span>{data.moderation_note}</span>}
          </span>
        )
      }
      actions={data?.status === 'listed' ? <OpenListing id={data.id} /> : null}
    >
      <TabLinks label="Template" tabs={tabs} here={tab} path={`/studio/${templateId}`} />
      {data === undefined ? (
        template.isError ? (
          <Panel>
            <ApiErrorState
              error={template.error}
              title="This template could not be loaded"
              onRetry={() => template.refetch()}
            />
          </Panel>
        ) : (
          <div aria-busy="true">
            <span className="sr-only">Loading the template</span>
            <Skeleton className="h-80 rounded-md" />
          </div>
        )
      ) : (
        <Part tab={tab} template={data} />
      )}
    </Page>
  );
}

function Part({ tab, template }: { tab: Tab; template: OwnTemplate }) {
  switch (tab) {
    case 'versions':
      return <VersionsPart template={template} />;
    case 'listing':
      return <ListingPart template={template} />;
    case 'pictures':
      return <PicturesPart template={template} />;
    case 'preview':
      return <PreviewPart template={template} />;
    case 'reviews':
      return <ReviewsPart template={template} />;
  }
}

function OpenListing({ id }: { id: TemplateId }) {
  return (
    <Button asChild>
      <Link href={`/marketplace/${id}`}>
        <Eye aria-hidden="true" />
        Open listing
      </Link>
    </Button>
  );
}
