import { Logo, ToastProvider } from '@agent-factory/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Framed } from '../../frame/framed.tsx';
import { readMe } from '../../session/read-me.ts';
import { ApiProvider } from '../../trpc/provider.tsx';
import { serverWords } from '../../words/server-words.ts';
import { Words } from '../../words/words.tsx';

/** Pages that anyone may read: inside the frame for who is signed in, below a plain bar for everyone else. */
export default async function OpenLayout({ children }: { children: ReactNode }) {
  const me = await readMe().catch(() => null);
  if (me !== null) return <Framed me={me}>{children}</Framed>;
  const say = await serverWords('frame');
  return (
    <ApiProvider>
      <ToastProvider>
        <header className="sticky top-0 z-20 flex h-12 items-center justify-between border-b bg-background px-4 md:px-6">
          <Logo />
          <Link
            href="/sign-in"
            className="font-medium text-accent text-sm underline-offset-2 hover:underline"
          >
            {say('signIn')}
          </Link>
        </header>
        <main className="flex flex-1 flex-col">
          <Words of={['errors']}>{children}</Words>
        </main>
      </ToastProvider>
    </ApiProvider>
  );
}
