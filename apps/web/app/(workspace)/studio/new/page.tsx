import type { Metadata } from 'next';
import { NewTemplatePage } from '../../../../studio/new-template-page.tsx';

export const metadata: Metadata = { title: 'New template' };

export default function NewTemplate() {
  return <NewTemplatePage />;
}
