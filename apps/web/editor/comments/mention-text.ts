/** Somebody who can be mentioned, as they are called in the text that is typed. */
export interface Mentionable {
  id: string;
  label: string;
}

const token = /<@([0-9a-f-]{36})>/gi;

/** The members of a team, each by a name that no other has. */
export function mentionables(
  members: readonly { user_id: string; name: string; email: string | null }[],
): Mentionable[] {
  const names = members.map(({ name, email }) => name || email || 'Somebody');
  return members.map(({ user_id, email }, index) => {
    const name = names[index] ?? 'Somebody';
    const isOnly = names.filter((each) => each === name).length === 1;
    return { id: user_id, label: isOnly ? name : `${name} (${email ?? user_id.slice(0, 8)})` };
  });
}

/** What is typed, as it is sent: `@Ana Lima` is `<@…>` around her id. */
export function withIds(text: string, people: readonly Mentionable[]): string {
  let rest = text;
  let sent = '';
  // The longest first: "@Ana" is also how "@Ana Lima" begins.
  const byLength = people.toSorted((a, b) => b.label.length - a.label.length);
  while (rest !== '') {
    const at = rest.indexOf('@');
    if (at < 0) break;
    const found = byLength.find(({ label }) => rest.startsWith(label, at + 1));
    sent += rest.slice(0, at) + (found === undefined ? '@' : `<@${found.id}>`);
    rest = rest.slice(at + 1 + (found?.label.length ?? 0));
  }
  return sent + rest;
}

/** What was sent, as it is typed. */
export function withLabels(body: string, people: readonly Mentionable[]): string {
  return body.replaceAll(token, (whole, id: string) => {
    const found = people.find((each) => each.id === id.toLowerCase());
    return found === undefined ? whole : `@${found.label}`;
  });
}

/** A comment in pieces: words, and people by their id. */
export function piecesOf(body: string): ({ words: string } | { person: string })[] {
  return body
    .split(token)
    .map((part, index) => (index % 2 === 0 ? { words: part } : { person: part.toLowerCase() }))
    .filter((piece) => 'person' in piece || piece.words !== '');
}

/** The name that is being typed before the caret, from its `@`; null where none is. */
export function nameBefore(text: string, caret: number): { from: number; typed: string } | null {
  const from = text.lastIndexOf('@', caret - 1);
  if (from < 0 || /\S/.test(text[from - 1] ?? ' ')) return null;
  const typed = text.slice(from + 1, caret);
  return typed.length <= 40 && !typed.includes('\n') ? { from, typed } : null;
}
