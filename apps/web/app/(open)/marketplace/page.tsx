import type { Metadata } from 'next';
import { MarketplacePage } from '../../../marketplace/marketplace-page.tsx';

export const metadata: Metadata = { title: 'Marketplace' };

export default function Marketplace() {
  return <MarketplacePage />;
}
