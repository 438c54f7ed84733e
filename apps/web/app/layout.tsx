import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { parseTheme, themeCookie } from '../theme/theme.ts';
import { directionOf, htmlLanguages } from '../words/languages.ts';
import { pageLanguage } from '../words/page-language.ts';
import { Words } from '../words/words.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Agent Factory', template: '%s · Agent Factory' },
  description: 'Write an AI agent as a spec, watch it being checked, run it, and see everything it did.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f8fa' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0d11' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const language = await pageLanguage();
  return (
    <html
      lang={htmlLanguages[language]}
      dir={directionOf(language)}
      data-theme={theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <Words of={['parts', 'ui']}>{children}</Words>
      </body>
    </html>
  );
}
