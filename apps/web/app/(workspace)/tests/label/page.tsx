import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LabelPage } from '../../../../tests/pages.tsx';

export const metadata: Metadata = { title: 'Label trials' };

export default async function Label({
  searchParams,
}: {
  searchParams: Promise<{ agent?: string; run?: string }>;
}) {
  const { agent, run } = await searchParams;
  if (!isId('agent', agent)) notFound();
  return <LabelPage agentId={agent} runId={isId('testRun', run) ? run : undefined} />;
}
