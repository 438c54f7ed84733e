import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ListingPage } from '../../../../marketplace/listing-page.tsx';
import { apiAs } from '../../../../trpc/api-as.ts';
import { Words } from '../../../../words/words.tsx';

interface ListingProps {
  params: Promise<{ templateId: string }>;
}

/** Listings are for everybody, so their names may stand in the tab and in what is shared. */
export async function generateMetadata({ params }: ListingProps): Promise<Metadata> {
  const { templateId } = await params;
  if (!isId('template', templateId)) return { title: 'Template' };
  const listing = await apiAs(null, null)
    .marketplace.get.query({ template_id: templateId })
    .catch(() => null);
  return listing === null ? { title: 'Template' } : { title: listing.title, description: listing.summary };
}

export default async function Listing({ params }: ListingProps) {
  const { templateId } = await params;
  if (!isId('template', templateId)) notFound();
  return (
    <Words of={['market']}>
      <ListingPage templateId={templateId} />
    </Words>
  );
}
