import type { Step } from '../testing/misbehaving-upstream.ts';
import type { StandInReply } from '../testing/start-stand-in.ts';
import { completionStream, messageStream, ollamaStream, responseStream } from '../testing/vendor-shapes.ts';

/** One protocol's answer in the frames that it comes in, so that it can go wrong between any two of them. */
export interface Protocol {
  name: string;
  model: string;
  env(url: string): Record<string, string>;
  /** What the vendor is asked besides the call itself. */
  aside?: (path: string) => readonly Step[] | null;
  contentType: string;
  /** Frames before the first content. */
  opening: readonly string[];
  /** One frame for each of `pieces`. */
  content: readonly string[];
  closing: readonly string[];
  /** Whether only the end of the body says that nothing more comes. */
  endsWithBody?: boolean;
  /** A frame that says that something went wrong. */
  error: string;
  /** A frame that cannot be read. */
  rubbish: string;
  /** A sign of life of the transport, which says nothing. */
  keepAlive: string;
}

/** What each protocol's answer says, in pieces; characters of two, three and four bytes among them. */
export const pieces = ['Grüße', ' — one fine', ' day 🙂', ' later.'];
export const wholeText = pieces.join('');

const sse = (value: { type?: string }) =>
  `${value.type === undefined ? '' : `event: ${value.type}\n`}data: ${JSON.stringify(value)}\n\n`;

const json = (value: unknown): readonly Step[] => [
  { status: 200, headers: { 'content-type': 'application/json' } },
  { write: JSON.stringify(value) },
  'end',
];

const ofSse = { contentType: 'text/event-stream', keepAlive: ': still here\n\n' };

export const protocols: readonly Protocol[] = [
  {
    name: 'openai',
    model: 'openai/gpt-5-mini',
    env: (url) => ({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${url}/v1` }),
    ...ofSse,
    ...framesOf(completionStream({ text: pieces })),
    error: sse({ error: { message: 'The server had an error', type: 'server_error' } } as object),
    rubbish: 'data: {"choices": [oops\n\n',
  },
  {
    name: 'anthropic',
    model: 'anthropic/claude-haiku-5-5',
    env: (url) => ({ ANTHROPIC_API_KEY: 'sk-2', ANTHROPIC_BASE_URL: url }),
    ...ofSse,
    ...framesOf(messageStream({ text: pieces })),
    error: sse({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } as object),
    rubbish: 'event: content_block_delta\ndata: {"type": oops\n\n',
  },
  {
    name: 'gemini',
    model: 'gemini/gemini-2.5-flash',
    env: (url) => ({ GEMINI_API_KEY: 'g-3', GEMINI_BASE_URL: `${url}/v1beta` }),
    ...ofSse,
    endsWithBody: true,
    opening: [sse(geminiChunk(''))],
    content: pieces.map((text) => sse(geminiChunk(text))),
    closing: [sse(geminiChunk('', 'STOP'))],
    error: sse({
      error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' },
    } as object),
    rubbish: 'data: {"candidates": [oops\n\n',
  },
  {
    name: 'perplexity',
    model: 'perplexity/sonar',
    env: (url) => ({ PERPLEXITY_API_KEY: 'pplx-4', PERPLEXITY_BASE_URL: `${url}/v1` }),
    ...ofSse,
    ...framesOf(responseStream({ text: pieces, costUsd: 0.005 })),
    error: sse({
      type: 'response.failed',
      response: { error: { message: 'no', code: 'server_error' } },
    } as object),
    rubbish: 'event: response.output_text.delta\ndata: {"delta": oops\n\n',
  },
  {
    name: 'ollama',
    model: 'ollama/llama3.2:3b',
    env: (url) => ({ OLLAMA_HOST: url }),
    aside: (path) =>
      path === '/api/tags'
        ? json({
            models: [{ name: 'llama3.2:3b', model: 'llama3.2:3b', details: { parameter_size: '3.2B' } }],
          })
        : path === '/api/show'
          ? json({ capabilities: ['completion', 'tools'], model_info: { 'llama.context_length': 131_072 } })
          : null,
    contentType: 'application/x-ndjson',
    keepAlive: '\n',
    ...framesOf(ollamaStream({ text: pieces })),
    error: '{"error":"an error was encountered while running the model"}\n',
    rubbish: '{"message": oops\n',
  },
];

function geminiChunk(text: string, finishReason?: string): object {
  return {
    candidates: [
      { content: { role: 'model', parts: [{ text }] }, index: 0, ...(finishReason && { finishReason }) },
    ],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 5, totalTokenCount: 17 },
    modelVersion: 'recorded',
    responseId: 'r1',
  };
}

/** Sorts a recorded answer's frames into those before, with and after the text of `pieces`. */
function framesOf(reply: StandInReply): Pick<Protocol, 'opening' | 'content' | 'closing'> {
  if (!('chunks' in reply)) throw new TypeError('not a stream');
  const holds = (chunk: string, piece: string | undefined) =>
    piece !== undefined && chunk.includes(JSON.stringify(piece));
  const first = reply.chunks.findIndex((chunk) => holds(chunk, pieces[0]));
  const last = first + pieces.length;
  const content = reply.chunks.slice(first, last);
  if (!content.every((chunk, index) => holds(chunk, pieces[index])))
    throw new TypeError('not one frame a piece');
  return { opening: reply.chunks.slice(0, first), content, closing: reply.chunks.slice(last) };
}
