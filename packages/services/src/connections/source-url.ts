import { AppError } from '@agent-factory/contracts';

/** An address as connections and pins are found by: as the platform's parser writes it, without a fragment. */
export function sourceUrl(text: string): string {
  if (!URL.canParse(text))
    throw new AppError('invalid_input', `"${text.slice(0, 100)}" is not a web address.`);
  const url = new URL(text);
  url.hash = '';
  return url.href;
}
