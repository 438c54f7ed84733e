import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DatasetPage } from '../../../../../tests/pages.tsx';

export const metadata: Metadata = { title: 'Dataset' };

export default async function DatasetDetail({ params }: { params: Promise<{ datasetId: string }> }) {
  const { datasetId } = await params;
  if (!isId('dataset', datasetId)) notFound();
  return <DatasetPage datasetId={datasetId} />;
}
