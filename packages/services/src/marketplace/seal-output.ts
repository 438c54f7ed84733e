/** Words in a row that nobody writes twice by chance. */
const phraseWords = 6;
/** What is shown in place of what was told to the agent. */
const sealed = '[part of the instructions, shown to those who own it]';

/** One word of a text: as it is compared, and where it stands. */
interface Word {
  text: string;
  start: number;
  end: number;
}

/**
 * What a try answered, without what would show the instructions: six words in a row of theirs, whatever stands between
 * the words, and names of theirs that look made up (a figure in ten letters and more), unless the buyer wrote them or
 * they stand in the listing. Every text within `value` is looked at. Pure.
 *
 * A model that is asked to spell them backwards or to translate them is beyond any such filter; what keeps that small is
 * that there are three tries.
 */
export function sealOutput(
  value: unknown,
  { secrets, known }: { secrets: readonly string[]; known: readonly unknown[] },
): unknown {
  const open = ` ${textsIn(known).map(phraseOf).join(' | ')} `;
  const openNames = new Set(textsIn(known).flatMap((text) => wordsOf(text).map((word) => word.text)));
  const phrases = new Set<string>();
  const names = new Set<string>();
  for (const secret of secrets) {
    const words = wordsOf(secret);
    for (let place = 0; place + phraseWords <= words.length; place++) {
      const phrase = joined(words.slice(place, place + phraseWords));
      if (!open.includes(` ${phrase} `)) phrases.add(phrase);
    }
    for (const name of secret.match(/[\p{L}\p{N}_-]{10,}/gu) ?? []) {
      if (!/\p{N}/u.test(name) || !/\p{L}/u.test(name)) continue;
      const plain = phraseOf(name);
      if (!openNames.has(plain) && !open.includes(` ${plain} `)) names.add(plain);
    }
  }
  return walk(value, (text) => sealText(text, phrases, names));
}

function sealText(text: string, phrases: ReadonlySet<string>, names: ReadonlySet<string>): string {
  const words = wordsOf(text);
  const hidden: { start: number; end: number }[] = [];
  const hide = (from: number, to: number) => {
    const start = words[from]?.start ?? 0;
    const end = words[to]?.end ?? text.length;
    const last = hidden.at(-1);
    if (last !== undefined && start <= last.end + 1) last.end = Math.max(last.end, end);
    else hidden.push({ start, end });
  };
  const longest = Math.max(0, ...[...names].map((name) => name.split(' ').length));
  for (let place = 0; place < words.length; place++) {
    if (phrases.has(joined(words.slice(place, place + phraseWords)))) hide(place, place + phraseWords - 1);
    for (let length = 1; length <= longest && place + length <= words.length; length++) {
      if (names.has(joined(words.slice(place, place + length)))) hide(place, place + length - 1);
    }
  }
  let shown = '';
  let from = 0;
  for (const { start, end } of hidden) {
    if (start < from) continue;
    shown += text.slice(from, start) + sealed;
    from = end;
  }
  return shown + text.slice(from);
}

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => walk(each, change));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [change(key), walk(each, change)]));
  }
  return value;
}

function textsIn(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'object' && value !== null)
      return textsIn([...Object.keys(value), ...Object.values(value)]);
    return [];
  });
}

/** Without capitals and accents, so that neither hides a copy. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((found) => ({
    text: found[0].normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

function phraseOf(text: string): string {
  return joined(wordsOf(text));
}

function joined(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
