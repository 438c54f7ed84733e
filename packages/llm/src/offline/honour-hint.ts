/** Changes an answer so that it keeps the rule that the last one broke, as far as rules can read a rule. */
export function honourHint(answer: string, hint: string, sources: readonly string[]): string {
  let changed = answer;
  if (/\bsources?\b|\bcit(?:e|es|ation)\b|\blinks?\b/i.test(hint) && !/\bSources?:/.test(changed)) {
    changed += `\n\nSource: ${sources[0] ?? "the agent's own instructions"}`;
  }
  if (/\bcard\b|\bdigits?\b|\bphone\b|\baccount numbers?\b/i.test(hint)) {
    changed = changed.replace(/(?:\d[ -]?){7,}\d/g, '[removed]');
  }
  if (/\be-?mail/i.test(hint))
    changed = changed.replace(/(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[removed]');
  const bound =
    /(?:at most|no more than|under|fewer than|up to|where|≤)\s*([\d,]+)\s*(characters|chars|words)/i.exec(
      hint,
    );
  if (bound)
    changed = cut(changed, Number((bound[1] ?? '').replaceAll(',', '')), (bound[2] ?? '').toLowerCase());
  for (const [, said] of hint.matchAll(
    /\b(?:contain|include|mention|say|end with|start with)s?\s+["“'`]([^"”'`]{1,200})["”'`]/gi,
  )) {
    if (said !== undefined && !changed.includes(said)) changed = `${changed}\n\n${said}`;
  }
  return changed;
}

function cut(text: string, most: number, unit: string): string {
  if (unit === 'words') return text.split(/\s+/).slice(0, most).join(' ');
  return text.length <= most ? text : text.slice(0, most);
}
