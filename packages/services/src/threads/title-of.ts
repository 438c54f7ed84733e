const maxLength = 120;

/** What a run was asked: the words of a `query` that stands alone, else the whole input. */
export function saidIn(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('query' in input)) return input;
  return Object.keys(input).length === 1 && typeof input.query === 'string' ? input.query : input;
}

/** One line of what was asked first, for a list; `New thread` where nothing was asked yet. */
export function titleOf(firstInput: unknown): string {
  const said = saidIn(firstInput);
  const text = typeof said === 'string' ? said : said === null ? '' : JSON.stringify(said);
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return 'New thread';
  const characters = Array.from(line);
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength - 1).join('')}…`;
}
