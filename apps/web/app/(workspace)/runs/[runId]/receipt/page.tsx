import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReceiptPage } from '../../../../../receipts/receipt-page.tsx';

export const metadata: Metadata = { title: 'Receipt' };

export default async function RunReceipt({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  if (!isId('run', runId)) notFound();
  return <ReceiptPage runId={runId} />;
}
