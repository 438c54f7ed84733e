import type { Metadata } from 'next';
import { StudioPage } from '../../../studio/studio-page.tsx';

export const metadata: Metadata = { title: 'Studio' };

export default function Studio() {
  return <StudioPage />;
}
