import { z } from 'zod';

const maxReplyCharacters = 20_000;

/** What a judge must answer about one criterion, and nothing else. */
const judgementSchema = z.strictObject({
  id: z.string(),
  verdict: z.enum(['pass', 'fail', 'unclear']),
  evidence: z.string().max(4_000),
  reason: z.string().trim().min(1).max(4_000),
});

const preferenceSchema = z.strictObject({
  id: z.string(),
  better: z.enum(['first', 'second', 'tie']),
  evidence: z.string().max(4_000),
  reason: z.string().trim().min(1).max(4_000),
});

export type Judgement = Omit<z.infer<typeof judgementSchema>, 'id'>;
export type Preference = Omit<z.infer<typeof preferenceSchema>, 'id'>;

/** What a judge said cannot be taken as a judgement; `problem` says why. */
export interface Unreadable {
  problem: string;
}

/**
 * Reads a judge's answer about one criterion. It must be one JSON object (a code fence around it is forgiven) with the
 * mark of this question, one of three verdicts, and a quotation. Prose, a number for a verdict, a key twice or too many,
 * a quotation that the judged text does not hold, a pass without one: no judgement.
 */
export function readJudgement(reply: string, mark: string, judged: string): Judgement | Unreadable {
  const read = readObject(reply, judgementSchema, mark);
  if ('problem' in read) return read;
  const { verdict, evidence, reason } = read;
  const isBare = !hasContent(evidence);
  if (isBare && verdict === 'pass') return { problem: 'The judge passed it without quoting anything.' };
  if (!isBare && !quotes(judged, evidence)) {
    return { problem: `The judge quoted what the answer does not say: “${evidence.slice(0, 200)}”` };
  }
  return { verdict, evidence: isBare ? '' : evidence, reason };
}

/** Reads a judge's comparison of two texts; what it prefers it must quote. */
export function readPreference(
  reply: string,
  mark: string,
  texts: { first: string; second: string },
): Preference | Unreadable {
  const read = readObject(reply, preferenceSchema, mark);
  if ('problem' in read) return read;
  const { better, evidence, reason } = read;
  if (better !== 'tie' && !(hasContent(evidence) && quotes(texts[better], evidence))) {
    return { problem: `The judge preferred the ${better} without quoting it.` };
  }
  return { better, evidence, reason };
}

function readObject<T extends { id: string }>(
  reply: string,
  schema: z.ZodType<T>,
  mark: string,
): T | Unreadable {
  if (reply.length > maxReplyCharacters) return { problem: 'The judge answered at far too great a length.' };
  const bare = reply.trim().replace(/^```(?:json)?\s*\n([\s\S]*)\n\s*```$/, '$1');
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch {
    return { problem: `The judge did not answer in JSON: “${bare.slice(0, 120)}”` };
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      problem: `The judge's answer has not the form that was asked for: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    };
  }
  // JSON.parse takes the last of two equal keys, so an answer could say both.
  const keys = [...bare.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined);
  if (keys.length !== Object.keys(parsed.data).length)
    return { problem: 'The judge answered with a key twice.' };
  if (parsed.data.id !== mark) return { problem: 'The judge did not repeat the id of the question.' };
  return parsed.data;
}

/** Whether the text says this, but for white space, typographic marks and the bars that lead fenced lines. */
function quotes(text: string, quotation: string): boolean {
  return plain(text).includes(plain(quotation.replace(/\n\s*\|\s?/g, '\n').replace(/^\s*\|\s/, '')));
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[’‘‛`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function hasContent(quotation: string): boolean {
  return /[\p{L}\p{N}]/u.test(quotation);
}
