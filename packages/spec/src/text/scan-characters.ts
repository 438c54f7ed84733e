import type { Reporter } from './reporter.ts';

/** The largest text that is read, in bytes of UTF-8. */
const maxTextBytes = 256 * 1024;

// Cheap first question for the usual text: is there any unit that needs a closer look?
const suspicious =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe]/;

export type CharacterProblem =
  | 'nul_character'
  | 'control_character'
  | 'bidi_control'
  | 'byte_order_mark'
  | 'lone_surrogate'
  | 'hidden_character';

const messages: Readonly<Record<CharacterProblem, string>> = {
  nul_character: 'The text holds a NUL character (U+0000).',
  control_character: 'The text holds a control character, which no editor shows.',
  bidi_control: 'The text holds a bidirectional control, which makes it read otherwise than it is.',
  byte_order_mark: 'The text holds a byte order mark (U+FEFF).',
  lone_surrogate: 'The text holds half of a surrogate pair, which is no character.',
  hidden_character: 'The text holds an invisible tag character, which people cannot see and models can.',
};

/**
 * The characters that a spec must not hold, with their places. One pass, linear; at most `limit` finds.
 * `\u{e0000}`–`\u{e007f}` are allowed in a flag (after U+1F3F4), their one use.
 */
export function findCharacters(
  text: string,
  limit: number,
): { problem: CharacterProblem; start: number; end: number }[] {
  const found: { problem: CharacterProblem; start: number; end: number }[] = [];
  if (!suspicious.test(text)) return found;
  let inFlag = false;
  for (let i = 0; i < text.length && found.length < limit; i++) {
    const unit = text.charCodeAt(i);
    let problem: CharacterProblem | null = null;
    let length = 1;
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const point = text.codePointAt(i) ?? unit;
      if (point <= 0xffff) problem = 'lone_surrogate';
      else {
        length = 2;
        const isTag = point >= 0xe0000 && point <= 0xe007f;
        if (isTag && !inFlag) problem = 'hidden_character';
        inFlag = point === 0x1f3f4 || (isTag && inFlag);
      }
    } else {
      inFlag = false;
      if (unit === 0) problem = 'nul_character';
      else if (unit === 0xfeff || unit === 0xfffe) problem = 'byte_order_mark';
      else if ((unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069))
        problem = 'bidi_control';
      else if (
        unit < 0x20 ? unit < 9 || (unit > 10 && unit !== 13) : unit >= 0x7f && unit <= 0x9f && unit !== 0x85
      )
        problem = 'control_character';
    }
    if (problem) found.push({ problem, start: i, end: i + length });
    i += length - 1;
  }
  return found;
}

/** Reports what no later stage may see; true when the text may go on to the YAML lexer. */
export function scanCharacters(text: string, reporter: Reporter): boolean {
  const bytes = text.length * 3 <= maxTextBytes ? 0 : new TextEncoder().encode(text).length;
  if (bytes > maxTextBytes) {
    reporter.report('too_large', {
      message: `The text is ${Math.ceil(bytes / 1024)} KB; a spec may have ${maxTextBytes / 1024} KB.`,
      path: [],
      span: { start: 0, end: 1 },
      hint: 'Keep large documents outside the spec and let a tool fetch them.',
    });
    return false;
  }
  const start = text.slice(0, 4);
  if (
    start.charCodeAt(0) === 0xfffe ||
    start.startsWith('\ufffd\ufffd') ||
    (start[1] === '\0' && start[3] === '\0') ||
    (start[0] === '\0' && start[2] === '\0')
  ) {
    reporter.report('encoding_utf16', {
      message: 'The text looks like UTF-16 that was read as something else.',
      path: [],
      span: { start: 0, end: 1 },
      hint: 'Save the file as UTF-8.',
    });
    return false;
  }
  const found = findCharacters(text, 20);
  for (const { problem, start: from, end } of found) {
    reporter.report(problem, {
      message: messages[problem],
      path: [],
      span: { start: from, end },
      fix: { title: 'Remove the character', newText: '' },
    });
  }
  return found.length === 0;
}

export function characterMessage(problem: CharacterProblem): string {
  return messages[problem];
}
