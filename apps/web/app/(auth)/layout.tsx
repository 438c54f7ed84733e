import { Logo } from '@agent-factory/ui';
import type { ReactNode } from 'react';
import { Showcase } from '../../auth/showcase.tsx';
import { Words } from '../../words/words.tsx';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <main className="flex flex-col px-6 py-8 sm:px-10">
        <Logo />
        <div className="m-auto w-full max-w-sm py-10">
          <Words of={['auth']}>{children}</Words>
        </div>
      </main>
      <Showcase />
    </div>
  );
}
