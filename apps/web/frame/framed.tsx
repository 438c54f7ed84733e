import { ToastProvider } from '@agent-factory/ui';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import type { Me } from '../trpc/outputs.ts';
import { ApiProvider } from '../trpc/provider.tsx';
import { pageLanguage } from '../words/page-language.ts';
import { Words } from '../words/words.tsx';
import { Frame } from './frame.tsx';
import { placeIcons } from './place-icons.ts';
import { railCookie } from './rail-cookie.ts';

const icons = Object.fromEntries(
  Object.entries(placeIcons).map(([href, Icon]) => [
    href,
    <Icon key={href} aria-hidden="true" className="size-full" />,
  ]),
);

/** Puts the workshop's frame around the pages of someone who is signed in. */
export async function Framed({ me, children }: { me: Me; children: ReactNode }) {
  const language = await pageLanguage();
  const collapsed = (await cookies()).get(railCookie)?.value === 'collapsed';
  return (
    <ApiProvider teamId={me.team.id}>
      <ToastProvider>
        <Words of={language === 'en' ? ['frame'] : ['frame', 'errors']}>
          <Frame me={me} icons={icons} initiallyCollapsed={collapsed}>
            {children}
          </Frame>
        </Words>
      </ToastProvider>
    </ApiProvider>
  );
}
