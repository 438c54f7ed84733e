import type { Metadata } from 'next';
import { RolesPage } from '../../../../settings/roles/roles-page.tsx';
import { serverWords } from '../../../../words/server-words.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('people'))('roles') };
}

export default function Roles() {
  return <RolesPage />;
}
