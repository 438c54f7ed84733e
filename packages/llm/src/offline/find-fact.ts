import type { Facts } from './facts.ts';

const finders: [RegExp, RegExp][] = [
  [/e-?mail/i, /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/],
  [/url|link|website|uri|homepage/i, /https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/],
  [/phone|mobile|tel/i, /\+?\d[\d\s().-]{6,}\d/],
  [
    /date|day|deadline|due|when/i,
    /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}(?:, \d{4})?\b/,
  ],
  [
    /order|invoice|ticket|reference|number|id$/i,
    /(?:#|\bno\.? ?|\b(?:order|invoice|ticket)\s+(?:number\s+)?)([A-Z]*-?\d[\w-]*)|\b[A-Z]{2,}-?\d{2,}[\w-]*/i,
  ],
  [/currency/i, /\b(?:USD|EUR|GBP|CHF|JPY|INR)\b|[$€£¥]/],
  [
    /amount|price|total|cost/i,
    /[$€£¥]\s?\d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d+)?\s?(?:USD|EUR|GBP|dollars?|euros?)\b/,
  ],
  [/time$|hour/i, /\b\d{1,2}:\d{2}(?:\s?[ap]m)?\b/i],
  [
    /company|organi[sz]ation|employer|vendor/i,
    /\b(?:at|from|for|of) ((?:[A-Z][\w&]*\s?){1,3}(?:Inc|Ltd|GmbH|LLC|Corp|AG|Co)?\b)/,
  ],
  [
    /name|person|author|customer|sender|who/i,
    /(?:\b(?:name is|i am|i'm|this is|regards,?|thanks,?|mr\.?|ms\.?|mrs\.?|dr\.?)\s+)([A-Z][\p{L}'-]+(?: [A-Z][\p{L}'-]+)*)|\b([A-Z][a-z'-]+ [A-Z][a-z'-]+)\b/u,
  ],
];

const answering = /^(?:answer|reply|response|output|result|message|content|body|draft)$/i;
const telling =
  /^(?:text|summary|gist|abstract|description|explanation|reason|reasoning|rationale|notes?|details?)$/i;

/** The piece of the text that a field of this name (or format) asks for; null when there is none. */
export function findFact(name: string, format: string | undefined, facts: Facts): string | null {
  const spoken = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ');
  if (answering.test(name)) return facts.answer;
  if (telling.test(name)) return facts.gist;
  if (/source|citation|reference$/i.test(name) && facts.sources[0] !== undefined) return facts.sources[0];
  const written =
    spoken === '' ? null : new RegExp(`^\\W*${literal(spoken)}\\s*[:=]\\s*(.+)$`, 'im').exec(facts.text);
  if (written?.[1] !== undefined) return written[1].trim();
  const wanted = `${spoken} ${format === 'uri' ? 'url' : (format ?? '')}`;
  for (const [names, pattern] of finders) {
    if (!names.test(wanted)) continue;
    // Names are told by capitals, so only patterns that say so ignore case.
    const match = pattern.exec(facts.text);
    if (match) return (match[1] ?? match[2] ?? match[0]).trim();
  }
  if (/title|subject|headline/i.test(name)) return titleOf(facts.text);
  if (/question|query|input/i.test(name)) return facts.text;
  return null;
}

function titleOf(text: string): string {
  const lines = text
    .trim()
    .split(/\n|(?<=[.!?])\s/)
    .map((line) => line.trim());
  const line = lines.find((part) => part.length > 3 && !greeting.test(part)) ?? lines[0] ?? '';
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

const greeting =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|regards|thanks|thank you)\b[^.!?]{0,30}$/i;

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
