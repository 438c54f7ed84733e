import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { IdeaPage } from '../../../../ideas/idea-page.tsx';

export const metadata: Metadata = { title: 'Idea' };

export default async function Idea({ params }: { params: Promise<{ ideaId: string }> }) {
  const { ideaId } = await params;
  if (!isId('idea', ideaId)) notFound();
  return <IdeaPage ideaId={ideaId} />;
}
