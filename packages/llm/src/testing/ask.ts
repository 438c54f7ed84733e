import { createRouter, type RouterConfig } from '../create-router.ts';
import type { CallOptions, ModelEvent, ModelRequest, ToolDefinition } from '../model-port.ts';

export const weather: ToolDefinition = {
  name: 'weather',
  description: 'Tells the weather of a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

/** A router that looks at nothing but what the test gives it, and does not wait between tries. */
export function routerOf(env: RouterConfig['env'], config: Partial<RouterConfig> = {}) {
  return createRouter({ env, ollamaDefaultUrl: null, retries: 0, ...config });
}

export function requestOf(change: Partial<ModelRequest> = {}): ModelRequest {
  return {
    task: 'simple_query',
    messages: [
      { role: 'system', content: 'You are brief.' },
      { role: 'user', content: 'How are you?' },
    ],
    tools: [],
    maxOutputTokens: 500,
    use: [],
    maxCostNanoUsd: 1_000_000_000,
    ...change,
  };
}

export interface Asked {
  text: string;
  calls: Extract<ModelEvent, { type: 'tool_call' }>['call'][];
  finish: Extract<ModelEvent, { type: 'finish' }>;
}

/** Runs a request to its end; throws what the stream throws, with the text so far in `partial`. */
export async function ask(
  router: ReturnType<typeof routerOf>,
  change: Partial<ModelRequest> = {},
  asking: { signal?: AbortSignal; partial?: string[]; options?: Partial<CallOptions> } = {},
): Promise<Asked> {
  let text = '';
  const calls: Asked['calls'] = [];
  let finish: Asked['finish'] | undefined;
  const signal = asking.signal ?? new AbortController().signal;
  for await (const event of router.stream(requestOf(change), { ...asking.options, signal })) {
    if (finish !== undefined) throw new Error('an event after finish');
    if (event.type === 'text') {
      text += event.text;
      asking.partial?.push(event.text);
    } else if (event.type === 'tool_call') calls.push(event.call);
    else if (event.type === 'finish') finish = event;
  }
  if (finish === undefined) throw new Error('no finish');
  return { text, calls, finish };
}
