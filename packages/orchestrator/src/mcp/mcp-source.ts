import { AppError, isAppError } from '@agent-factory/contracts';
import { compileJsonSchema } from '@agent-factory/spec';
import type {
  Client,
  jsonSchemaValidator,
  StreamableHTTPClientTransport,
  Tool,
} from '@modelcontextprotocol/client';
import type { EgressClient } from '../egress/egress-client.ts';
import { egressFetch } from '../egress/egress-fetch.ts';
import { authHeaders, secretsOf } from '../foreign/auth-headers.ts';
import { fitSchema } from '../foreign/fit-schema.ts';
import { localRef } from '../foreign/local-ref.ts';
import type { ForeignTool, ToolSource } from '../foreign/tool-source.ts';
import type { ToolResult } from '../ports/tool-port.ts';
import { createScrubber } from '../tools/scrubber.ts';
import { mcpFailure, refusedTool } from './mcp-failure.ts';
import type { McpServer } from './mcp-server.ts';
import { foreignToolOf } from './mcp-tool.ts';
import { readContent } from './read-content.ts';
import { watchedEgress } from './watched-egress.ts';

export interface McpOptions {
  egress: EgressClient;
  /** Ends the session, whatever is under way. */
  signal: AbortSignal;
  /** For the handshake and for the list, each. */
  setUpMs?: number;
  /** For one call. */
  callMs?: number;
}

const setUpMs = 10_000;
const callMs = 60_000;
/** Of one answer; what a model is shown is much less. */
const maxBytes = 2_000_000;
const maxPages = 20;
const maxTools = 1_000;

/**
 * A session with a remote MCP server over Streamable HTTP, and what it offers. Every byte goes through the egress
 * client; redirects to other origins fail, and the server cannot ask anything of us. AppError `spec_not_runnable`
 * names the server and what is wrong with it.
 */
export async function openMcpSource(server: McpServer, options: McpOptions): Promise<ToolSource> {
  // 28 MB of memory and 0.3 s, which processes that never meet such a server do not spend.
  const sdk = await import('@modelcontextprotocol/client');
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  const timeouts = { setUp: options.setUpMs ?? setUpMs, call: options.callMs ?? callMs };
  const egress = watchedEgress(options.egress);
  const scrubber = createScrubber();
  for (const secret of secretsOf(server.auth)) scrubber.learn(secret);
  const url = withQuery(server);
  const client: Client = new sdk.Client(
    { name: 'agent-factory', version: '1' },
    {
      // A server of the 2026 revision is found by asking; any other answers with an error and is spoken to as before.
      versionNegotiation: { mode: 'auto' },
      inputRequired: { autoFulfill: false },
      listMaxPages: maxPages,
      jsonSchemaValidator: boundedValidator,
    },
  );
  const transport: StreamableHTTPClientTransport = new sdk.StreamableHTTPClientTransport(url, {
    fetch: withoutListening(egressFetch(egress.client, { timeoutMs: timeouts.call, maxBytes, signal })),
    requestInit: { headers: authHeaders(server.auth) },
    reconnectionOptions: {
      maxRetries: 1,
      initialReconnectionDelay: 500,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
  });
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      // A body that breaks off does not end every wait of the SDK, so it is waited for as well.
      return await Promise.race([work, egress.broken]);
    } catch (error) {
      work.catch(() => {});
      if (options.signal.aborted)
        throw new AppError('cancelled', 'The call was cancelled.', { cause: error });
      throw mcpFailure(server.url, egress.refusal() ?? error, (text) => scrubber.text(text));
    }
  };
  const close = async (): Promise<void> => {
    // Told politely where the server keeps a session; a server that does not answer is not waited for.
    const told = transport.terminateSession().catch(() => {});
    await Promise.race([told, after(2_000)]);
    await client.close().catch(() => {});
    ended.abort();
  };

  let offered: readonly ForeignTool[];
  try {
    await guarded(client.connect(transport, { timeout: timeouts.setUp, signal }));
    const { tools } = await guarded(client.listTools(undefined, { timeout: timeouts.setUp, signal }));
    if (tools.length > maxTools) throw tooMany(server.url, tools.length);
    offered = tools.map((tool: Tool) => foreignToolOf(tool, server));
  } catch (error) {
    await close();
    throw error;
  }
  const byName = new Map(offered.map((tool) => [tool.sourceName, tool]));

  return {
    tools: (names) =>
      names === null ? offered : offered.filter(({ sourceName }) => names.includes(sourceName)),
    async call(sourceName, input, { signal: cancelled }): Promise<ToolResult> {
      const tool = byName.get(sourceName);
      if (tool === undefined || tool.problem !== null) throw refusedTool(server.url, sourceName, tool);
      const stop = AbortSignal.any([signal, cancelled]);
      try {
        const result = await guarded(
          client.callTool(
            { name: sourceName, arguments: { ...input } },
            { timeout: timeouts.call, maxTotalTimeout: timeouts.call, signal: stop },
          ),
        );
        const { outcome, value } = readContent(result);
        return { outcome, value: scrubber.value(value) };
      } catch (error) {
        if (cancelled.aborted || !isAppError(error) || error.code === 'cancelled') throw error;
        return { outcome: 'error', value: { error: error.message } };
      }
    },
    close,
  };
}

function after(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms).unref();
  });
}

function withQuery({ url, auth }: McpServer): URL {
  const address = new URL(url);
  if (auth.scheme === 'query') address.searchParams.set(auth.name, auth.value);
  return address;
}

/**
 * Nothing that a server would tell unasked is of use here, so no stream is held open for it: what the SDK asks for
 * with GET is answered here as a server without such a stream answers. An answer that broke off is taken up again.
 */
function withoutListening(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const method = init?.method ?? 'GET';
    const resumes = new Headers(init?.headers).has('last-event-id');
    if (method === 'GET' && !resumes) return new Response(null, { status: 405 });
    return await fetch(input, init);
  };
}

/**
 * The SDK would compile a stranger's output schema with generated code and the platform's regular expressions; ours
 * interprets, in linear time.
 */
const boundedValidator: jsonSchemaValidator = {
  getValidator(schema) {
    const { schema: fitted } = fitSchema(schema, (ref) => localRef(schema, ref));
    const violationsOf = compileJsonSchema(fitted);
    return (input) => {
      const [violation] = violationsOf(input);
      if (violation === undefined) return { valid: true, data: input as never, errorMessage: undefined };
      const errorMessage = `${violation.pointer || '/'} ${violation.message}`;
      return { valid: false, data: undefined, errorMessage };
    };
  },
};

function tooMany(url: string, count: number): AppError {
  return new AppError(
    'spec_not_runnable',
    `The MCP server ${new URL(url).host} offers ${count} tools; at most ${maxTools} can be looked through.`,
  );
}
