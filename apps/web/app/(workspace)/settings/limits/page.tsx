import type { Metadata } from 'next';
import { LimitsPage } from '../../../../usage/limits-page.tsx';

export const metadata: Metadata = { title: 'Limits & usage' };

export default function Limits() {
  return <LimitsPage />;
}
