import { isId } from '@agent-factory/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ComparePage } from '../../../../tests/pages.tsx';

export const metadata: Metadata = { title: 'Compare test runs' };

export default async function Compare({
  searchParams,
}: {
  searchParams: Promise<{ before?: string; after?: string }>;
}) {
  const { before, after } = await searchParams;
  if (!isId('testRun', before) || !isId('testRun', after)) notFound();
  return <ComparePage before={before} after={after} />;
}
