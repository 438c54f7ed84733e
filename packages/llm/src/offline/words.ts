const stopWords = new Set(
  (
    'a about all also am an and any are as at be been but by can could did do does for from get give had has have ' +
    'he her here him his how i if in into is it its just know let like make may me more my no not now of on one or ' +
    'our out please say she should so some tell than that the their them then there these they this those to up us ' +
    'very want was we were what when where which who why will with would you your'
  ).split(' '),
);

/** Words that carry meaning, lower case, cut to a rough stem so that "refunds" finds "refund". */
export function stems(text: string): string[] {
  const found: string[] = [];
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!stopWords.has(word)) found.push(stem(word));
  }
  return found;
}

function stem(word: string): string {
  if (word.length <= 3) return word;
  const cut = word
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:ations?|ingly|edly|ings?|ed|es|s)$/, '')
    .replace(/([^aeiou])\1$/, '$1')
    .replace(/e$/, '');
  return cut.length >= 3 ? cut : word;
}

/** Sentences and list items, in order; headings, code fences and rulers are left out. */
export function passagesOf(text: string): string[] {
  const passages: string[] = [];
  for (const block of text.split(/\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n\s*\n|\n(?=#)|\n(?=\|)/)) {
    const line = block
      .replace(/^\s*#{1,6}\s.*$/gm, '')
      .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
      .replace(/^\s*(?:```.*|-{3,}|\|[-:| ]+\|)\s*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (line === '') continue;
    for (const sentence of line.split(/(?<=[.!?])\s+(?=[\p{Lu}\d"'(])/u)) passages.push(sentence.trim());
  }
  return passages.filter((passage) => /\p{L}/u.test(passage));
}
