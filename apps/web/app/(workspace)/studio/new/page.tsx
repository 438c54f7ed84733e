import type { Metadata } from 'next';
import { NewTemplatePage } from '../../../../studio/new-template-page.tsx';
import { Words } from '../../../../words/words.tsx';

export const metadata: Metadata = { title: 'New template' };

export default function NewTemplate() {
  return (
    <Words of={['market']}>
      <NewTemplatePage />
    </Words>
  );
}
