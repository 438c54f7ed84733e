const numberInAnswer = /\*\*(-?[\d,]+(?:\.\d+)?)\*\*/;

/**
 * A question that leans on the one before it, said whole: "divide that by 4" with the number of the last answer,
 * "and in London?" with what was asked before. Any other question is left as it is.
 */
export function wholeQuestion(question: string, earlier: readonly string[]): string {
  const [before, answer] = [earlier.at(-2), earlier.at(-1)];
  if (before === undefined || answer === undefined) return question;
  const number = numberInAnswer.exec(answer)?.[1];
  if (number !== undefined && /\d|half|double|square/i.test(question)) {
    const said = question.replace(/\b(?:that|it|this|the (?:result|answer|total|sum))\b/i, number);
    if (said !== question) return said;
    if (/^(?:and |now |then )*(?:plus|minus|times|divided by|multiplied by|[-+*/×÷])/i.test(question)) {
      return `${number} ${question.replace(/^(?:and |now |then )*/i, '')}`;
    }
  }
  const leaning =
    /^(?:and|what about|how about|same (?:for|in)|also)\b/i.test(question) && question.length < 80;
  if (!leaning) return question;
  const place =
    /^(?:and |what about |how about |same |also )*(?:in |for )?(.+?)[?.!]*$/i.exec(question)?.[1] ?? '';
  // The place of the first question would be asked for again, so only what was asked about it is kept.
  return `${before.replace(/\b(?:in|for|to)\s+\p{Lu}[\p{L}\s]*/gu, '')} ${place}`;
}
