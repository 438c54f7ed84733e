import type { Metadata } from 'next';
import { SharedIdeaPage } from '../../../../../ideas/shared-idea-page.tsx';
import { apiAs } from '../../../../../trpc/api-as.ts';
import { apiFailure } from '../../../../../trpc/api-failure.ts';

export const metadata: Metadata = {
  title: 'A checked idea',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
};

export default async function SharedIdea({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const shared = await apiAs(null, null)
    .ideas.shared.query({ token: token.slice(0, 100) })
    .catch((error: unknown) => {
      if (apiFailure(error).code === 'not_found') return null;
      throw error;
    });
  return <SharedIdeaPage shared={shared} />;
}
