import type { Metadata } from 'next';
import { ShortcutsPage } from '../../../frame/shortcuts-page.tsx';
import { serverWords } from '../../../words/server-words.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('frame'))('shortcuts') };
}

export default function Shortcuts() {
  return <ShortcutsPage />;
}
