import { type Language, languages } from './languages.ts';

/** More than any browser sends; a longer list is somebody trying. */
const mostAsked = 32;

/**
 * The language of a page: what was chosen, else the best that the browser asks for (RFC 9110, Accept-Language), else
 * English. A region counts for its language: `de-AT` is read as `de`.
 */
export function chooseLanguage(chosen: string | undefined, acceptLanguage: string | null): Language {
  return known(chosen) ?? wanted(acceptLanguage ?? '') ?? 'en';
}

function known(tag: string | undefined): Language | undefined {
  const language = tag?.trim().toLowerCase().split('-')[0];
  return languages.find((one) => one === language);
}

function wanted(header: string): Language | undefined {
  const asked = header.split(',', mostAsked).flatMap((part) => {
    const [tag, ...parameters] = part.split(';');
    const language = known(tag);
    const quality = parameters.map((one) => /^\s*q=(\d(?:\.\d{1,3})?)\s*$/i.exec(one)?.[1]).find(Boolean);
    const weight = quality === undefined ? 1 : Number(quality);
    return language === undefined || weight === 0 ? [] : [{ language, weight }];
  });
  // `sort` keeps the order of equals: what was named first is wanted more.
  return asked.sort((a, b) => b.weight - a.weight)[0]?.language;
}
