import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PurchasePage } from '../../../../../marketplace/purchase-page.tsx';

export const metadata: Metadata = { title: 'Purchase' };

interface PurchaseProps {
  params: Promise<{ templateId: string }>;
  searchParams: Promise<{ purchase?: string | string[]; cancelled?: string | string[] }>;
}

export default async function Purchase({ params, searchParams }: PurchaseProps) {
  const [{ templateId }, { purchase, cancelled }] = await Promise.all([params, searchParams]);
  if (!isId('template', templateId)) notFound();
  return (
    <PurchasePage
      templateId={templateId}
      purchaseId={
        cancelled === undefined && typeof purchase === 'string' && isId('purchase', purchase)
          ? purchase
          : null
      }
    />
  );
}
