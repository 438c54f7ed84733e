import type { WireCall } from '../dialects/dialect.ts';
import { composeBody, gistOf, label, quotesFor } from './compose-answer.ts';
import { fillSchema } from './fill-schema.ts';
import { honourHint } from './honour-hint.ts';
import type { Reading } from './read-request.ts';
import { countImages } from './read-text.ts';
import { resultValue } from './say-result.ts';

/** The text of an answer: labelled as what it is, or JSON of the schema that was asked for. */
export function writeAnswer(reading: Reading, call: WireCall): string {
  const wanted = call.outputSchema !== undefined || reading.hint !== '';
  const sources = wanted ? sourcesOf(reading) : [];
  const body = honourHint(composeBody(reading, call.tools), reading.hint, sources);
  if (call.outputSchema === undefined) {
    const images = countImages(call.messages);
    const unseen =
      images === 0
        ? ''
        : `\n\n_${images === 1 ? 'A picture was' : `${images} pictures were`} sent and not seen._`;
    return `${body}${unseen}\n\n_${label}_`;
  }
  const numbers = reading.results
    .filter(({ isError }) => !isError)
    .map(({ content }) => Number(resultValue(content)))
    .filter((value) => Number.isFinite(value));
  const { question: text, fields, instructions } = reading;
  const gist = reading.results.length > 0 ? body : gistOf(text, 3) || body;
  return JSON.stringify(
    fillSchema(call.outputSchema, { text, fields, instructions, answer: body, gist, sources, numbers }),
    null,
    2,
  );
}

function sourcesOf(reading: Reading): string[] {
  const addresses = reading.results.flatMap(({ call }) =>
    typeof call.arguments.url === 'string' ? [call.arguments.url] : [],
  );
  const written = `${reading.question}\n${quotesFor(reading).join('\n')}`.match(
    /https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/g,
  );
  const tools = reading.results.map(({ call }) => `tool:${call.name}`);
  return [...new Set([...addresses, ...(written ?? []), ...(addresses.length > 0 ? [] : tools)])];
}
