import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { WebhookPage } from '../../../../../webhooks/webhook-page.tsx';

export const metadata: Metadata = { title: 'Webhook' };

export default async function Webhook({ params }: { params: Promise<{ webhookId: string }> }) {
  const { webhookId } = await params;
  if (!isId('webhook', webhookId)) notFound();
  return <WebhookPage webhookId={webhookId} />;
}
