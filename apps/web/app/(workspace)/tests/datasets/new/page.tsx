import type { Metadata } from 'next';
import { NewDatasetPage } from '../../../../../tests/pages.tsx';

export const metadata: Metadata = { title: 'New dataset' };

export default function NewDataset() {
  return <NewDatasetPage />;
}
