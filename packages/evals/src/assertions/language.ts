import { francAll } from 'franc-min';
import { excerpt, found, GraderError, type Outcome, type Scene, undecided } from './outcome.ts';

/** Shorter texts are guessed wrong too often. */
const leastCharacters = 40;
const sampleCharacters = 10_000;
/** Languages as near to each other as Norwegian and Danish: which one it is cannot be said. */
const nearly = 0.97;

/**
 * Whether the answer is in a language, by the frequency of its trigrams; not decided where it is too short to say, or
 * where two languages fit as well.
 */
export function language(
  { language: asked }: { language: string },
  { observation: { text } }: Scene,
): Outcome {
  const wanted = canonical(asked);
  if (text.trim().length < leastCharacters) {
    return undecided(`The answer is too short (under ${leastCharacters} characters) to say its language.`);
  }
  const ranking = francAll(text.slice(0, sampleCharacters), { minLength: leastCharacters }).map(
    ([code, score]) => ({ code: canonical(code), score }),
  );
  const best = ranking[0];
  if (best === undefined || best.code === 'und')
    return undecided('No language could be told from the answer.');
  const rank = ranking.find(({ code }) => code === wanted);
  if (best.code !== wanted && rank !== undefined && rank.score >= nearly) {
    return undecided(`The answer could be “${best.code}” or “${wanted}”.`);
  }
  return found(best.code === wanted, `The answer is in “${best.code}”, asked for “${wanted}”.`, {
    evidence: excerpt(text),
  });
}

/** ISO 639-1 where there is one, as BCP 47 has it: `deu` and `de` are one language. */
function canonical(code: string): string {
  if (code === 'und') return code;
  try {
    return new Intl.Locale(code).language;
  } catch {
    throw new GraderError(`“${code}” is no language code.`);
  }
}
