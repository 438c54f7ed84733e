/** As `isId` of contracts, by the prefix: without the table of all kinds of ids, for what pages load first. */
export function hasIdForm<P extends string>(prefix: P, text: string | null): text is `${P}_${string}` {
  return text !== null && new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`).test(text);
}
