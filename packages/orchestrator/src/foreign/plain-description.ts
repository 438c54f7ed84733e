const maxCharacters = 2_000;

/**
 * Characters that people do not see and models read: controls, directional overrides, zero-width ones, and tags, in
 * which a whole hidden text can stand (https://unicode.org/reports/tr36/).
 */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Whether a text says something to a model that a person who approves it cannot see. */
export function hidesText(text: string): boolean {
  return text.search(unseen) !== -1;
}

/** A server's description as a model gets it: what people see of it, of bounded length. */
export function plainDescription(text: string): string {
  const plain = text.replaceAll(unseen, '').toWellFormed().trim();
  return plain.length <= maxCharacters ? plain : `${plain.slice(0, maxCharacters)}…`;
}
