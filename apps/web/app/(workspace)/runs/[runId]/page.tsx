import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readRunPlan } from '../../../../runs/read-run-plan.ts';
import { RunPage } from '../../../../runs/run-page.tsx';
import { serverWords } from '../../../../words/server-words.ts';
import { Words } from '../../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('run'))('title') };
}

export default async function RunDetail({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  if (!isId('run', runId)) notFound();
  return (
    <Words of={['approvals', 'run']}>
      <RunPage runId={runId} plan={readRunPlan(runId)} />
    </Words>
  );
}
