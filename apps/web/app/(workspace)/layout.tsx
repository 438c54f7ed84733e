import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Framed } from '../../frame/framed.tsx';
import { readMe } from '../../session/read-me.ts';

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const me = await readMe();
  if (me === null) redirect('/sign-in');
  return <Framed me={me}>{children}</Framed>;
}
