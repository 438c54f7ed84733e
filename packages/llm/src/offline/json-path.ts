import { stems } from './words.ts';

interface Place {
  path: string;
  /** Names of the keys on the way, as words. */
  words: string[];
  /** What is there, or in the first element where a list is on the way. */
  value: unknown;
}

/** The JMESPath expression that a question about a piece of JSON asks for; `@` (all of it) when it names no key. */
export function guessPath(question: string, value: unknown): string {
  const best = bestPlace(question, placesOf(question, value));
  const extreme = extremeOf(question, value);
  if (extreme !== null) return extreme;
  if (best === null) return counts(question) && Array.isArray(value) ? 'length(@)' : '@';
  if (counts(question)) {
    const list = Array.isArray(best.value) ? best.path : /^(.*\])[^\]]*$/.exec(best.path)?.[1];
    return list === undefined ? best.path : `length(${list})`;
  }
  const many = /\[[*?]/.test(best.path) && typeof best.value === 'number';
  if (many && /\b(?:sum|total|altogether|add up|combined|in all)\b/i.test(question))
    return `sum(${best.path})`;
  if (many && /\b(?:average|mean)\b/i.test(question)) return `avg(${best.path})`;
  return best.path;
}

function counts(question: string): boolean {
  return /\bhow many\b|\bcount\b|\bnumber of\b/i.test(question);
}

/** What people call a key that goes by another name. */
const alsoMeant: [RegExp, string][] = [
  [/\bhow old\b/i, 'age'],
  [/\bwho\b/i, 'name'],
  [/\bwhen\b/i, 'date'],
  [/\bwhere\b/i, 'city place address location'],
  [/\b(?:costs?|how much|expensive|cheap)\b/i, 'price total amount cost'],
];

function bestPlace(question: string, places: readonly Place[]): Place | null {
  const meant = alsoMeant.filter(([said]) => said.test(question)).map(([, keys]) => keys);
  const asked = stems(`${question} ${meant.join(' ')}`);
  const ranked = places
    .map((place) => ({ place, score: scoreOf(place, asked) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.place.path.length - b.place.path.length);
  // A value that the question names is worth showing whole, where no key of it is asked for.
  return ranked[0]?.place ?? places.find(({ path }) => path.endsWith(']') && path.includes('[?')) ?? null;
}

/** Keys named in the question count, above all the last one; a filter by a value named in it counts too. */
function scoreOf(place: Place, asked: readonly string[]): number {
  const own = place.words.at(-1);
  if (own === undefined || !stems(own).some((word) => asked.includes(word))) return 0;
  const matched = place.words.flatMap((word) => stems(word)).filter((word) => asked.includes(word)).length;
  const leaf = typeof place.value !== 'object' ? 0.5 : 0;
  return matched * 2 + leaf + (place.path.includes('[?') ? 1 : 0) - place.words.length * 0.1;
}

function placesOf(question: string, value: unknown): Place[] {
  const places: Place[] = [];
  collect(value, { path: '', words: [], value }, question, places, 0);
  return places;
}

function collect(value: unknown, at: Place, question: string, into: Place[], depth: number): void {
  if (depth > 8 || into.length > 500) return;
  if (at.path !== '') into.push(at);
  if (Array.isArray(value)) {
    const { step, element } = elementStep(value, question);
    const inner = { path: `${at.path}${step}`, words: at.words, value: element };
    if (typeof element === 'object') collect(element, inner, question, into, depth + 1);
    else into.push(inner);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const step = /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
      const words = [...at.words, key.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ')];
      const path = at.path === '' ? step : `${at.path}.${step}`;
      collect(inner, { path, words, value: inner }, question, into, depth + 1);
    }
  }
}

/** Which elements a question means: those with a value that it names, the first, the last, or all. */
function elementStep(list: readonly unknown[], question: string): { step: string; element: unknown } {
  for (const element of list.slice(0, 200)) {
    if (typeof element !== 'object' || element === null) continue;
    for (const [key, value] of Object.entries(element)) {
      if (/^[A-Za-z_]\w*$/.test(key) && isNamed(value, question)) {
        return { step: `[?${key}==${literal(value)}]`, element };
      }
    }
  }
  const words = ['first', 'second', 'third', 'fourth', 'fifth'];
  const index = words.findIndex((word) => new RegExp(`\\b${word}\\b`, 'i').test(question));
  if (index >= 0) return { step: `[${index}]`, element: list[index] };
  if (/\blast\b/i.test(question)) return { step: '[-1]', element: list.at(-1) };
  return { step: '[*]', element: list[0] };
}

function isNamed(value: unknown, question: string): boolean {
  if (typeof value === 'number') {
    const numbers: string[] = question.match(/-?\d+(?:\.\d+)?/g) ?? [];
    return numbers.includes(String(value));
  }
  if (typeof value !== 'string' || value.length < 3) return false;
  return ` ${question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(
    ` ${value
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `,
  );
}

function literal(value: unknown): string {
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : `\`${JSON.stringify(value)}\``;
}

const most = /\b(?:most expensive|highest|largest|biggest|greatest|maximum|max|most)\b/i;
const least = /\b(?:cheapest|lowest|smallest|least|minimum|min|fewest)\b/i;

/** "Which is the cheapest?" over a list of objects: the object with the extreme number. */
function extremeOf(question: string, value: unknown): string | null {
  const by = least.test(question) ? 'min_by' : most.test(question) ? 'max_by' : null;
  if (by === null) return null;
  const lists = Array.isArray(value) ? [{ path: '@', value }] : placesOf('', value);
  const list = lists.find((place) => Array.isArray(place.value) && typeof place.value[0] === 'object');
  const first: unknown = Array.isArray(list?.value) ? list.value[0] : null;
  if (list === undefined || typeof first !== 'object' || first === null) return null;
  const numbers = Object.entries(first).filter(([, entry]) => typeof entry === 'number');
  const asked = stems(question);
  const named = numbers.find(([key]) => stems(key).some((word) => asked.includes(word)));
  const priced = numbers.find(([key]) => /price|cost|total|amount|value|score|count/i.test(key));
  const field = (named ?? priced ?? numbers[0])?.[0];
  return field === undefined ? null : `${by}(${list.path}, &${field})`;
}
