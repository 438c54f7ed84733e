import { createServer } from 'node:http';
import { z } from 'zod';

/*
 * Stands where a vendor's models would, for a team that brings a key: no model, but two rules behind OpenAI's chat
 * completions. Asked to improve a spec, it asks for courtesy at the end of the instructions; asked anything else, it is
 * curt unless its instructions say otherwise. What it improves has really to be read by it to get better.
 *
 * Started by Playwright where STAND_IN_MODEL_URL says where to listen; the platform finds it by GROQ_BASE_URL.
 */

const requestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string().nullish() })),
  stream: z.boolean().default(false),
});

function answerTo(messages: z.infer<typeof requestSchema>['messages']): string {
  const said = (role: string) =>
    messages
      .filter((message) => message.role === role)
      .map(({ content }) => content ?? '')
      .join('\n');
  const instructions = said('system');
  if (!instructions.startsWith('You improve the spec of an agent.')) {
    return /courteous/i.test(instructions) ? 'You are welcome, do come in.' : 'Name and business?';
  }
  const [, spec = ''] = /<(?:material-\w+)>\n([\s\S]*?)\n<\/material-/.exec(said('user')) ?? [];
  return `The answers were curt. The instructions now ask for courtesy.\n\n~~~~spec\n${spec.trimEnd()}\n\nBe courteous to everybody.\n~~~~\n`;
}

const place = new URL(process.env.STAND_IN_MODEL_URL ?? 'http://127.0.0.1:0');

createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data: [] }));
    return;
  }
  const { model, messages, stream } = requestSchema.parse(JSON.parse(Buffer.concat(parts).toString()));
  const content = answerTo(messages);
  const of = { id: 'chatcmpl-stand-in', created: Math.floor(Date.now() / 1000), model };
  const usage = { prompt_tokens: 200, completion_tokens: 40, total_tokens: 240 };
  if (!stream) {
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...of, object: 'chat.completion', choices, usage }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const [delta, finish_reason] of [
    [{ role: 'assistant', content }, null],
    [{}, 'stop'],
  ] as const) {
    const chunk = { ...of, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] };
    const last = finish_reason === null ? {} : { x_groq: { usage } };
    response.write(`data: ${JSON.stringify({ ...chunk, ...last })}\n\n`);
  }
  response.end('data: [DONE]\n\n');
}).listen(Number(place.port), place.hostname);
