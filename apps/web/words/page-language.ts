import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { chooseLanguage } from './choose-language.ts';
import { languageCookie } from './languages.ts';

/** The language of the page that is being answered. */
export const pageLanguage = cache(async () =>
  chooseLanguage((await cookies()).get(languageCookie)?.value, (await headers()).get('accept-language')),
);
