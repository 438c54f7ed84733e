export type DaysText = { days: number | null } | { error: string };

/** Days as somebody types them: a whole number of 1 to 3650, or nothing for keeping it. */
export function readDays(text: string): DaysText {
  const trimmed = text.trim();
  if (trimmed === '') return { days: null };
  const days = Number(trimmed);
  if (/^\d+$/.test(trimmed) && days >= 1 && days <= 3650) return { days };
  return { error: 'A whole number of days from 1 to 3650, or nothing.' };
}
