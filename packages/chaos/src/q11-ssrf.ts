import { isAppError } from '@agent-factory/contracts';
import {
  apiSource,
  type ConnectionSecrets,
  createBuiltinTools,
  openMcpSource,
  planApi,
  type SecretFields,
} from '@agent-factory/orchestrator';
import { createEgressClient, type EgressClient, egressFetch } from '@agent-factory/orchestrator/egress';
import {
  privateAddresses,
  shopDocument,
  startApiStand,
  toolCallOptions,
} from '@agent-factory/orchestrator/testing';
import { addProviderKey, createConnection, type ServiceContext } from '@agent-factory/services';
import { openStand } from '@agent-factory/services/testing';
import { barOf, type Finding, none } from './bar.ts';
import { startKnockSink } from './stand/knock-sink.ts';
import { startRedirector } from './stand/redirector.ts';

/** One way by which somebody's address leads out. Resolves with whether it was refused. */
interface Way {
  name: string;
  /** False where no exempt client can be put in: such a way is refused before anything is resolved. */
  hasControl: boolean;
  refuses(address: string, egress: EgressClient): Promise<boolean>;
}

/** Names that lead inside, by what a resolver says of them. */
const names: readonly (readonly [string, readonly { address: string; family: 4 | 6 }[]])[] = [
  ['a private A record', [{ address: '127.0.0.1', family: 4 }]],
  ['a private AAAA record', [{ address: '::1', family: 6 }]],
  [
    'one private among public ones',
    [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
  ],
  [
    'a public A and a mapped AAAA record',
    [
      { address: '93.184.216.34', family: 4 },
      { address: '::ffff:127.0.0.1', family: 6 },
    ],
  ],
  ['a metadata host', [{ address: '169.254.169.254', family: 4 }]],
  ['NAT64', [{ address: '64:ff9b::7f00:1', family: 6 }]],
];

export const q11 = barOf({
  id: 'Q11',
  title: 'addresses that lead inside, over every way out',
  counts: {},
  async run(): Promise<readonly Finding[]> {
    const sink = await startKnockSink();
    const redirector = await startRedirector();
    const api = await startApiStand();
    const stand = await openStand();
    const exempt = [redirector.place, api.place];
    const ports = { allowedPorts: [sink.port, 80, 443] };
    const closed = createEgressClient({ ...ports, allowPrivate: exempt });
    const open = createEgressClient({ ...ports, allowPrivate: [...exempt, `127.0.0.1:${sink.port}`] });
    try {
      const ways = waysOut(await stand.tenant(), redirector.leadingTo, api);
      const reached: string[] = [];
      const accepted: string[] = [];
      const controls: string[] = [];
      let tried = 0;
      for (const { name, hasControl, refuses } of ways) {
        const home = `http://127.0.0.1:${sink.port}/`;
        if (hasControl) {
          const before = sink.knocks();
          await refuses(home, open);
          if (sink.knocks() === before) controls.push(name);
        }
        for (const written of privateAddresses) {
          const address = written.replace('PORT', String(sink.port));
          // For a connection an empty address is none, which means the vendor's own.
          if (address === '' && name !== 'a request') continue;
          tried += 1;
          const before = sink.knocks();
          if (!(await refuses(address, closed))) accepted.push(`${name}: ${address}`);
          if (sink.knocks() > before) reached.push(`${name}: ${address}`);
        }
      }
      for (const [name, addresses] of names) {
        tried += 1;
        const egress = createEgressClient({ ...ports, resolve: async () => [...addresses] });
        const before = sink.knocks();
        const url = `http://rebind.example.com:${sink.port}/`;
        if (!(await isRefused(egress.request({ url })))) accepted.push(name);
        if (sink.knocks() > before) reached.push(name);
        await egress.close();
      }
      const before = sink.knocks();
      tried += 1;
      if (!(await rebinds(sink.port))) accepted.push('a name whose second answer leads inside');
      if (sink.knocks() > before) reached.push('a name whose second answer leads inside');
      return [
        none('0 packets at a sink', reached, `${tried} tries over ${ways.length} ways`),
        none('each is refused in words', accepted, `${tried} tries`),
        none('each way reaches the sink where it may, so that 0 means something', controls, `${ways.length}`),
      ];
    } finally {
      await closed.close();
      await open.close();
      await stand.drop();
      await api.close();
      await redirector.close();
      sink.close();
    }
  },
});

/** DNS is asked once per connection; what it says the second time changes nothing. */
async function rebinds(port: number): Promise<boolean> {
  let asked = 0;
  const egress = createEgressClient({
    allowedPorts: [port],
    resolve: async () => {
      asked += 1;
      return [{ address: asked === 1 ? '192.88.98.1' : '127.0.0.1', family: 4 }];
    },
  });
  const url = `http://rebind.example.com:${port}/`;
  const first = await isRefused(egress.request({ url, timeoutMs: 300 }));
  const second = await isRefused(egress.request({ url }));
  await egress.close();
  return first && second;
}

function waysOut(
  ctx: ServiceContext,
  leadingTo: (address: string) => string,
  api: Awaited<ReturnType<typeof startApiStand>>,
): readonly Way[] {
  const tool = (
    name: string,
    way: (address: string) => { input: Record<string, unknown>; fields?: SecretFields },
  ): Way => ({
    name,
    hasControl: true,
    async refuses(address, egress) {
      const { input, fields } = way(address);
      const secrets: ConnectionSecrets = { fields: async (kind) => fieldsFor(kind, fields) };
      const tools = createBuiltinTools({ clock: { now: () => 0 }, egress, secrets });
      return (await tools.call(name, input, toolCallOptions())).outcome === 'error';
    },
  });
  const signal = new AbortController().signal;
  return [
    {
      name: 'a request',
      hasControl: true,
      refuses: (url, egress) => isRefused(egress.request({ url, timeoutMs: 5_000 })),
    },
    {
      name: 'a stream',
      hasControl: true,
      refuses: (url, egress) => isRefused(egressFetch(egress, { timeoutMs: 5_000 })(url)),
    },
    {
      name: 'a redirect',
      hasControl: true,
      refuses: (url, egress) => isRefused(egress.request({ url: leadingTo(url), timeoutMs: 5_000 })),
    },
    tool('http_get', (url) => ({ input: { url } })),
    tool('http_request', (url) => ({ input: { method: 'POST', url, json: {} } })),
    tool('github_read_file', (base_url) => ({
      input: { repository: 'a/b', path: 'x' },
      fields: { base_url },
    })),
    tool('slack_post', (base_url) => ({ input: { channel: 'C1', text: 'x' }, fields: { base_url } })),
    tool('jira_search', (base_url) => ({ input: { jql: 'project = X' }, fields: { base_url } })),
    tool('web_search', (base_url) => ({ input: { query: 'x' }, fields: { base_url } })),
    {
      name: 'an MCP server',
      hasControl: true,
      refuses: async (url, egress) =>
        isNoAddress(url) ||
        isRefused(openMcpSource({ url, auth: { scheme: 'none' }, trustedReads: [] }, { egress, signal })),
    },
    {
      name: 'an OpenAPI document',
      hasControl: true,
      refuses: async (url, egress) =>
        isNoAddress(url) ||
        isRefused(
          planApi(
            { url, auth: { scheme: 'none' }, apiUrl: null, hasAuthScheme: false, keyFor: () => null },
            { egress, signal, names: null },
          ),
        ),
    },
    ...(['mcp', 'openapi', 'github', 'jira'] as const).map(
      (kind): Way => ({
        name: `a ${kind} connection`,
        hasControl: false,
        refuses: (base_url, egress) =>
          isRefused(
            createConnection({
              ctx: { ...ctx, egress },
              input: {
                kind,
                name: 'X',
                base_url,
                fields:
                  kind === 'jira' ? { email: 'a@example.com', token: 'tttttttt' } : { token: 'tttttttt' },
              },
            }),
          ),
      }),
    ),
    {
      name: 'a key of a model vendor',
      hasControl: false,
      refuses: (base_url) =>
        isRefused(
          addProviderKey({
            ctx,
            input: {
              vendor: 'openai-compatible',
              label: 'Ours',
              secret: 'sk-secret-abcdefghijkl',
              base_url: base_url.replace(/^http:/, 'https:'),
            },
          }),
        ),
    },
    {
      name: 'the server that an OpenAPI document names',
      hasControl: true,
      async refuses(address, egress) {
        // `http:1.2.3.4` is read from where the document lies, and means a path of its own server.
        if (URL.canParse(address, api.url) && new URL(address, api.url).host === api.place) return true;
        api.document = { ...shopDocument(), servers: [{ url: address }] };
        const asked = { url: api.url, auth: { scheme: 'none' } as const, apiUrl: null };
        try {
          const plan = await planApi(
            { ...asked, hasAuthScheme: false, keyFor: () => null },
            { egress, signal, names: null },
          );
          const source = apiSource(plan, { egress, signal });
          const { outcome } = await source.call('orders/get', { id: 'x' }, toolCallOptions());
          await source.close();
          return outcome === 'error';
        } catch (error) {
          if (!isAppError(error)) throw error;
          return true;
        }
      },
    },
  ];
}

/** What a team connected of that kind: the last kind of `web_search` is the one whose address a team has to name. */
function fieldsFor(kind: string, fields: SecretFields | undefined): SecretFields | null {
  if (fields === undefined || ['perplexity', 'tavily', 'brave'].includes(kind)) return null;
  return { token: 'tttttttt', email: 'a@example.com', ...fields };
}

/** Such a one reaches no source: specs and connections with it are refused before. */
function isNoAddress(text: string): boolean {
  return !URL.canParse(text);
}

/** Whether it ended in an AppError; anything else is a fault of its own. */
async function isRefused(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (isAppError(error)) return true;
    throw error;
  }
}
