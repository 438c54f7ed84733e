const aliases: Record<string, string> = {
  'san francisco': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  california: 'America/Los_Angeles',
  boston: 'America/New_York',
  washington: 'America/New_York',
  miami: 'America/New_York',
  beijing: 'Asia/Shanghai',
  china: 'Asia/Shanghai',
  mumbai: 'Asia/Kolkata',
  delhi: 'Asia/Kolkata',
  bangalore: 'Asia/Kolkata',
  india: 'Asia/Kolkata',
  japan: 'Asia/Tokyo',
  germany: 'Europe/Berlin',
  munich: 'Europe/Berlin',
  hamburg: 'Europe/Berlin',
  frankfurt: 'Europe/Berlin',
  france: 'Europe/Paris',
  spain: 'Europe/Madrid',
  barcelona: 'Europe/Madrid',
  italy: 'Europe/Rome',
  milan: 'Europe/Rome',
  england: 'Europe/London',
  kyiv: 'Europe/Kyiv',
  rio: 'America/Sao_Paulo',
  brazil: 'America/Sao_Paulo',
  korea: 'Asia/Seoul',
  australia: 'Australia/Sydney',
  gmt: 'UTC',
  utc: 'UTC',
};

let zones: Map<string, string> | undefined;

function zoneNames(): Map<string, string> {
  zones ??= new Map([
    // "Christmas" and "Easter" are islands too, but hardly ever meant.
    ...Intl.supportedValuesOf('timeZone')
      .filter((zone) => !/Christmas|Easter/.test(zone))
      .map((zone): [string, string] => [
        zone
          .slice(zone.lastIndexOf('/') + 1)
          .replaceAll('_', ' ')
          .toLowerCase(),
        zone,
      ]),
    ...Object.entries(aliases),
  ]);
  return zones;
}

/** IANA zones of the places that a question names, in its order. */
export function findZones(question: string): string[] {
  const explicit = question.match(/\b[A-Z][a-z]+\/[A-Z][A-Za-z_]+\b/g) ?? [];
  const words = question.toLowerCase().match(/[\p{L}]+/gu) ?? [];
  const found = new Set(explicit);
  for (let i = 0; i < words.length; i++) {
    const pair = zoneNames().get(`${words[i]} ${words[i + 1]}`);
    const single = zoneNames().get(words[i] ?? '');
    if (pair !== undefined) found.add(pair);
    else if (single !== undefined) found.add(single);
  }
  return [...found];
}

const asksForTime =
  /\b(?:what(?:'s| is)? (?:the )?(?:current )?(?:time|date|day|year|month)|current (?:time|date)|time (?:is it|now)|(?:what|which) day|today|right now|tomorrow|yesterday|days? (?:until|till|to|before|since|left)|weeks? (?:until|till|since)|how (?:long until|long till|many days|many weeks)|time in|o'clock|\d{1,4} (?:day|week|month|year)s? (?:from (?:now|today)|ago))\b/i;

export function asksForTheTime(question: string): boolean {
  return asksForTime.test(question);
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const feasts: [RegExp, number, number][] = [
  [/\bchristmas eve\b/i, 12, 24],
  [/\bchristmas\b/i, 12, 25],
  [/\bnew year'?s eve\b/i, 12, 31],
  [/\bnew year\b/i, 1, 1],
  [/\bvalentine/i, 2, 14],
  [/\bhalloween\b/i, 10, 31],
];

/** A day named in a question; without a year it is the next one from `today` (both `YYYY-MM-DD`). */
export function findDay(question: string, today: string): string | null {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(question);
  if (iso) return iso[0];
  const named = new RegExp(
    `\\b(?:(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${months.join('|')})|(${months.join('|')}) (\\d{1,2})(?:st|nd|rd|th)?)(?:,? (\\d{4}))?\\b`,
    'i',
  ).exec(question);
  if (named) {
    const month = months.indexOf((named[2] ?? named[3] ?? '').toLowerCase()) + 1;
    return nextDay(month, Number(named[1] ?? named[4]), named[5], today);
  }
  const feast = feasts.find(([pattern]) => pattern.test(question));
  return feast === undefined ? null : nextDay(feast[1], feast[2], undefined, today);
}

function nextDay(month: number, day: number, year: string | undefined, today: string): string {
  const of = (y: number | string) => `${y}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (year !== undefined) return of(year);
  const thisYear = Number(today.slice(0, 4));
  return of(thisYear) >= today ? of(thisYear) : of(thisYear + 1);
}

/** Whole days from one `YYYY-MM-DD` to another; negative when it has passed. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A period from today that a question names ("in 45 days", "3 weeks ago"); null when it names none. */
export function findPeriod(question: string): Record<string, number> | null {
  const match =
    /\b(?:in|after)\s+(\d{1,4})\s+(day|week|month|year)s?\b|\b(\d{1,4})\s+(day|week|month|year)s?\s+(from (?:now|today)|ago|before today)\b/i.exec(
      question,
    );
  if (match) {
    const amount = Number(match[1] ?? match[3]) * (/ago|before/i.test(match[5] ?? '') ? -1 : 1);
    return { [`${(match[2] ?? match[4] ?? 'day').toLowerCase()}s`]: amount };
  }
  if (/\btomorrow\b/i.test(question)) return { days: 1 };
  return /\byesterday\b/i.test(question) ? { days: -1 } : null;
}

/** Whether a question asks how far away a day is. */
export function asksForDistance(question: string): boolean {
  return /\b(?:until|till|since|before|left|to go|how long|how many (?:days|weeks|months)|days? to)\b/i.test(
    question,
  );
}
