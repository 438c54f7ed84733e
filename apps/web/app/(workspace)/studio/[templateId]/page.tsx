import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TemplatePage } from '../../../../studio/template-page.tsx';
import { Words } from '../../../../words/words.tsx';

export const metadata: Metadata = { title: 'Template' };

export default async function Template({ params }: { params: Promise<{ templateId: string }> }) {
  const { templateId } = await params;
  if (!isId('template', templateId)) notFound();
  return (
    <Words of={['market']}>
      <TemplatePage templateId={templateId} />
    </Words>
  );
}
