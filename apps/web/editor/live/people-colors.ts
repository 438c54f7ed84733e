import type { LivePresence } from '@agent-factory/contracts';

/** Of the tokens that are text on every surface; the name stands beside them everywhere. */
const tones = ['info', 'positive', 'warning', 'danger', 'accent'] as const;
export type Tone = (typeof tones)[number];

/** The same on every page that shows them, and the same in each of a person's tabs. */
export function toneOf({ person }: Pick<LivePresence, 'person'>): Tone {
  let sum = 0;
  for (const character of person.id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return tones[sum % tones.length] ?? 'info';
}

/** Two letters of a name: "Ana Lima" is AL. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/[\s@._-]+/);
  const letters = words.length > 1 ? [words[0], words[1]] : [...(words[0] ?? '')];
  return letters
    .slice(0, 2)
    .map((part) => [...(part ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** One line a person, whatever number of tabs they have. */
export function onePerPerson(people: readonly LivePresence[]): LivePresence[] {
  const byPerson = new Map<string, LivePresence>();
  for (const presence of people) {
    const known = byPerson.get(presence.person.id);
    if (known === undefined || known.place === null) byPerson.set(presence.person.id, presence);
  }
  return [...byPerson.values()];
}
