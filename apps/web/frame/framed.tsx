import { ToastProvider } from '@agent-factory/ui';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import type { Me } from '../trpc/outputs.ts';
import { ApiProvider } from '../trpc/provider.tsx';
import { Frame } from './frame.tsx';
import { railCookie } from './rail-cookie.ts';

/** Puts the workshop's frame around the pages of someone who is signed in. */
export async function Framed({ me, children }: { me: Me; children: ReactNode }) {
  const collapsed = (await cookies()).get(railCookie)?.value === 'collapsed';
  return (
    <ApiProvider>
      <ToastProvider>
        <Frame me={me} initiallyCollapsed={collapsed}>
          {children}
        </Frame>
      </ToastProvider>
    </ApiProvider>
  );
}
