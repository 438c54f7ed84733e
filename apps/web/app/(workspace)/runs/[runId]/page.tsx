import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readRunPlan } from '../../../../runs/read-run-plan.ts';
import { RunPage } from '../../../../runs/run-page.tsx';

export const metadata: Metadata = { title: 'Run' };

export default async function RunDetail({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  if (!isId('run', runId)) notFound();
  return <RunPage runId={runId} plan={readRunPlan(runId)} />;
}
