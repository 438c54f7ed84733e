import type { Metadata } from 'next';
import { ApprovalsPage } from '../../../approvals/approvals-page.tsx';
import { serverWords } from '../../../words/server-words.ts';
import { Words } from '../../../words/words.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('approvals'))('title') };
}

export default function Approvals() {
  return (
    <Words of={['approvals']}>
      <ApprovalsPage />
    </Words>
  );
}
