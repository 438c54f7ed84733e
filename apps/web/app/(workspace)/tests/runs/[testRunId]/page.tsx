import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TestRunPage } from '../../../../../tests/pages.tsx';

export const metadata: Metadata = { title: 'Test run' };

export default async function TestRunDetail({ params }: { params: Promise<{ testRunId: string }> }) {
  const { testRunId } = await params;
  if (!isId('testRun', testRunId)) notFound();
  return <TestRunPage runId={testRunId} />;
}
