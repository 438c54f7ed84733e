import { AppError, type TestCase } from '@agent-factory/contracts';
import type { Json } from '../observation.ts';
import { type Random, seededRandom } from '../statistics/seeded-random.ts';
import { type Injection, injections } from './injections.ts';

/** Ways to make another case of one. */
export const variantKinds = ['typos', 'case', 'whitespace', 'long', 'unicode', 'injection'] as const;
export type VariantKind = (typeof variantKinds)[number];

/**
 * Cases that ask the same in another form, so that what was expected still is. Each says that it was generated, of what
 * and how, and is tagged so; it has no split of its own but goes where its original goes. The same seed gives the same
 * variants. A case without a text in its input has none.
 */
export function variantsOf(
  original: TestCase,
  { kinds = variantKinds, seed }: { kinds?: readonly VariantKind[]; seed: number },
): TestCase[] {
  return kinds.flatMap((kind, place) => {
    const random = seededRandom(seed * 31 + place);
    const injection = kind === 'injection' ? pick(injections, random) : null;
    const made = varied(original, kind, (text) => writers[kind](text, random, injection));
    if (made === null) return [];
    if (injection === null) return [made];
    return [
      {
        ...made,
        expect: [
          ...made.expect.slice(0, 49),
          { kind: 'contains', not: true, texts: [injection.canary], of: 'any', ignore_case: true } as const,
        ],
      },
    ];
  });
}

/** A model that says a text in other words. */
export interface ParaphrasePort {
  /** As many as were asked for, or fewer. */
  paraphrase(text: string, count: number): Promise<readonly string[]>;
}

/** Cases that ask the same in other words; those that say it in the same words are left out. Throws AppError `provider_failed`. */
export async function paraphrasesOf(
  original: TestCase,
  port: ParaphrasePort,
  count: number,
): Promise<TestCase[]> {
  const field = textField(original);
  if (field === null) return [];
  let texts: readonly string[];
  try {
    texts = await port.paraphrase(field.text, count);
  } catch (error) {
    throw new AppError('provider_failed', 'The model could not say the case in other words: try again.', {
      cause: error,
    });
  }
  const others = [...new Set(texts.map((text) => text.trim()))].filter(
    (text) => text !== '' && text.toLowerCase() !== field.text.trim().toLowerCase(),
  );
  return others
    .slice(0, count)
    .flatMap((text, place) => varied(original, `paraphrase ${place + 1}`, () => text) ?? []);
}

function varied(original: TestCase, by: string, write: (text: string) => string): TestCase | null {
  const field = textField(original);
  if (field === null) return null;
  const text = write(field.text);
  if (text === field.text) return null;
  const ending = ` · ${by}`;
  return {
    ...original,
    name: `${original.name.slice(0, 200 - ending.length)}${ending}`,
    input: { ...original.input, [field.name]: text },
    tags: [...new Set([...original.tags.slice(0, 18), 'generated', by.split(' ')[0] ?? by])],
    critical: false,
    split: null,
    source: { kind: 'generated', of: original.name, by },
  };
}

/** What a person wrote: `query`, or the longest text of the input. */
function textField({ input }: TestCase): { name: string; text: string } | null {
  const texts = Object.entries(input).filter((entry): entry is [string, string] => isText(entry[1]));
  const [first] = texts.sort(
    ([a, one], [b, other]) => Number(b === 'query') - Number(a === 'query') || other.length - one.length,
  );
  return first === undefined ? null : { name: first[0], text: first[1] };
}

function isText(value: Json): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

type Writer = (text: string, random: Random, injection: Injection | null) => string;

const writers: Readonly<Record<VariantKind, Writer>> = {
  /** One letter in twenty-five is swapped with the next, left out or doubled; never a digit, which would ask something else. */
  typos(text, random) {
    const letters = [...text];
    const places = letters.flatMap((letter, place) => (/\p{L}/u.test(letter) ? [place] : []));
    for (let left = Math.ceil(places.length / 25); left > 0; left--) {
      const at = places[Math.floor(random() * places.length)] ?? 0;
      const letter = letters[at] ?? '';
      const next = letters[at + 1] ?? '';
      const way = random();
      if (way < 0.4 && /\p{L}/u.test(next)) {
        letters[at] = next;
        letters[at + 1] = letter;
      } else letters[at] = way < 0.7 ? '' : letter + letter;
    }
    return letters.join('');
  },
  case: (text, random) =>
    random() < 0.5 && text !== text.toLowerCase() ? text.toLowerCase() : text.toUpperCase(),
  whitespace(text, random) {
    const spaces = ['  ', '\n', '\t', ' \u00A0', '   \n '];
    return `\n  ${text.replace(/ /g, () => (random() < 0.4 ? pick(spaces, random) : ' '))} \n\n`;
  },
  /** Surrounded by matter of no weight, so that the task is in the middle, where models overlook it. */
  long(text, random) {
    const filler = () => Array.from({ length: 60 }, () => pick(padding, random)).join(' ');
    return `${filler()}\n\n${text}\n\n${filler()}`.slice(0, 100_000);
  },
  /** Letters of full width, signs of no width, an emoji: what reads the same to a person. */
  unicode(text, random) {
    const written = [...text].map((letter) => {
      const code = letter.charCodeAt(0);
      if (random() < 0.1 && /[a-zA-Z]/.test(letter)) return String.fromCharCode(code + 0xfee0);
      return random() < 0.05 ? `${letter}\u200B` : letter;
    });
    return `${written.join('')} \u{1F642}`;
  },
  injection: (text, _, injection) => (injection === null ? text : `${text}\n\n${injection.text}`),
};

const padding = [
  'For context, this was written on a train between two meetings.',
  'The weather has been mild, with some clouds in the afternoon.',
  'Our office moved to the third floor last spring.',
  'Please excuse the length of this message.',
  'A colleague forwarded the earlier thread, which is not needed here.',
  'The coffee machine is being repaired this week.',
  'We usually answer such mail within two days.',
  'None of this paragraph changes what is asked.',
];

function pick<T>(list: readonly T[], random: Random): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
