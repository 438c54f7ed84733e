import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Framed } from '../../frame/framed.tsx';
import { toSecondFactor } from '../../second-factor/to-second-factor.ts';
import { readMe } from '../../session/read-me.ts';

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const me = await readMe().catch(toSecondFactor);
  if (me === null) redirect('/sign-in');
  return <Framed me={me}>{children}</Framed>;
}
