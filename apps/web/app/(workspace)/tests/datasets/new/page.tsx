import type { Metadata } from 'next';
import { NewDatasetPage } from '../../../../../tests/new-dataset-page.tsx';

export const metadata: Metadata = { title: 'New dataset' };

export default function NewDataset() {
  return <NewDatasetPage />;
}
