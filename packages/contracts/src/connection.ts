import { z } from 'zod';
import { connectionIdSchema } from './ids.ts';

/** One thing that a person fills in; what is secret is sealed and never shown again. */
export interface ConnectionField {
  name: string;
  title: string;
  secret: boolean;
  required: boolean;
  hint: string | null;
  /** The only values that it takes. */
  choices: readonly string[] | null;
}

/** A service that tools reach with a team's own credentials. */
export interface ConnectionKind {
  id: ConnectionKindId;
  title: string;
  description: string;
  /** Whether its address is asked for; `optional` where there is a usual one. */
  base_url: 'required' | 'optional' | 'none';
  base_url_hint: string | null;
  /** Whether a team may have several, told apart by their address. */
  several: boolean;
  /** Whether the tools come from the service itself, which can list them. */
  lists_tools: boolean;
  fields: readonly ConnectionField[];
}

export const connectionKindIds = [
  'mcp',
  'openapi',
  'http_api_key',
  'github',
  'slack',
  'jira',
  'tavily',
  'brave',
  'perplexity',
  'searxng',
  'smtp',
] as const;
export type ConnectionKindId = (typeof connectionKindIds)[number];

function field(name: string, title: string, parts: Partial<ConnectionField> = {}): ConnectionField {
  return { name, title, secret: false, required: false, hint: null, choices: null, ...parts };
}
function token(title: string, hint: string | null, required = true): ConnectionField {
  return field('token', title, { secret: true, required, hint });
}

/** How an HTTP API is told who calls. */
export const authSchemes = ['none', 'bearer', 'basic', 'header', 'query'] as const;
export type AuthScheme = (typeof authSchemes)[number];
const authFields = [
  field('auth', 'How it is sent', {
    choices: authSchemes,
    hint: 'bearer: Authorization header. header, query: under the name below.',
  }),
  field('auth_name', 'Header or query parameter', { hint: 'For header and query, such as X-API-Key.' }),
  field('username', 'User name', { hint: 'For basic; the secret is the password.' }),
];

const one = { several: false, lists_tools: false, base_url: 'none', base_url_hint: null } as const;

/** Every kind of connection that a team can add, and what each asks for. */
export const connectionKinds: readonly ConnectionKind[] = [
  {
    id: 'mcp',
    title: 'MCP server',
    description: 'Tools of a remote server that speaks the Model Context Protocol over Streamable HTTP.',
    base_url: 'required',
    base_url_hint: 'https://mcp.example.com/mcp, as in the spec',
    several: true,
    lists_tools: true,
    fields: [
      token('Token', 'Left out for a server that takes everyone.', false),
      field('auth_name', 'Header', { hint: 'Left out: Authorization, as a bearer token.' }),
    ],
  },
  {
    id: 'openapi',
    title: 'OpenAPI document',
    description: 'Operations of an HTTP API, from its OpenAPI 3.0 or 3.1 description.',
    base_url: 'required',
    base_url_hint: 'https://api.example.com/openapi.json, as in the spec',
    several: true,
    lists_tools: true,
    fields: [
      token('Key, token or password', 'Left out for an API that takes everyone.', false),
      ...authFields,
      field('api_url', 'Address of the API', {
        hint: 'Left out: where the document says, if that is where the document lies.',
      }),
    ],
  },
  {
    id: 'http_api_key',
    title: 'API key of a service',
    description: 'Sent with calls of OpenAPI tools to this address.',
    base_url: 'required',
    base_url_hint: 'https://api.example.com',
    several: true,
    lists_tools: false,
    fields: [token('Key, token or password', null), ...authFields],
  },
  {
    ...one,
    id: 'github',
    title: 'GitHub',
    description: 'Issues, pull requests and files.',
    base_url: 'optional',
    base_url_hint: 'Only for GitHub Enterprise: https://github.example.com/api/v3',
    fields: [token('Personal access token', 'Fine-grained, for the repositories that agents need.')],
  },
  {
    ...one,
    id: 'slack',
    title: 'Slack',
    description: 'Posting and searching messages.',
    fields: [token('Bot or user token', 'Begins with xoxb- or xoxp-.')],
  },
  {
    ...one,
    id: 'jira',
    title: 'Jira',
    description: 'Searching, creating and commenting on issues.',
    base_url: 'required',
    base_url_hint: 'https://your-team.atlassian.net',
    fields: [field('email', 'Email of the account', { required: true }), token('API token', null)],
  },
  {
    ...one,
    id: 'tavily',
    title: 'Tavily',
    description: 'Web search.',
    fields: [token('API key', 'Begins with tvly-.')],
  },
  {
    ...one,
    id: 'brave',
    title: 'Brave Search',
    description: 'Web search.',
    fields: [token('Subscription token', null)],
  },
  {
    ...one,
    id: 'perplexity',
    title: 'Perplexity Search',
    description: 'Web search.',
    fields: [token('API key', 'Begins with pplx-.')],
  },
  {
    ...one,
    id: 'searxng',
    title: 'SearXNG',
    description: 'Web search by an instance of your own.',
    base_url: 'required',
    base_url_hint: 'https://search.example.com, with JSON switched on',
    fields: [token('Bearer token', 'Left out for an instance that takes everyone.', false)],
  },
  {
    ...one,
    id: 'smtp',
    title: 'Mail server',
    description: 'Sending email.',
    fields: [
      field('host', 'Host', { required: true, hint: 'mail.example.com' }),
      field('port', 'Port', { required: true, hint: '465 with tls, 587 with starttls' }),
      field('security', 'Encryption', { required: true, choices: ['tls', 'starttls'] }),
      field('user', 'User name'),
      field('password', 'Password', { secret: true }),
      field('from', 'Sender', { required: true, hint: 'Agent Factory <agents@example.com>' }),
    ],
  },
];

export function connectionKind(id: ConnectionKindId): ConnectionKind {
  const kind = connectionKinds.find((each) => each.id === id);
  if (kind === undefined) throw new Error(`there is no connection kind ${id}`);
  return kind;
}

export const connectionStatuses = ['active', 'refused', 'disabled'] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

const name = z.string().trim().min(1).max(100);
const baseUrl = z.string().trim().min(1).max(1_500);
// Printable ASCII and inner spaces: most travel in a header.
const fieldValue = z
  .string()
  .trim()
  .max(4_000)
  .regex(/^[\x20-\x7e]*$/, { error: 'must be a single line of plain characters' });
const fields = z.record(z.string().max(40), fieldValue);
const trustedReads = z.array(z.string().min(1).max(200)).max(200);

export const createConnectionInputSchema = z
  .strictObject({
    kind: z.enum(connectionKindIds),
    /** What people call it. */
    name,
    base_url: baseUrl.nullable().optional(),
    /** By the names of the kind's fields; secret ones are write-only. */
    fields: fields.default({}),
  })
  .superRefine((input, context) => {
    const kind = connectionKind(input.kind);
    if (kind.base_url === 'required' && !input.base_url) {
      context.addIssue({ code: 'custom', path: ['base_url'], message: 'this kind needs an address' });
    }
    if (kind.base_url === 'none' && input.base_url) {
      context.addIssue({ code: 'custom', path: ['base_url'], message: 'this kind has one address, its own' });
    }
    for (const { name, required } of kind.fields) {
      if (required && !input.fields[name])
        context.addIssue({ code: 'custom', path: ['fields', name], message: 'is missing' });
    }
    addFieldIssues(kind, input.fields, context);
  });
export type CreateConnectionInput = z.input<typeof createConnectionInputSchema>;

function addFieldIssues(
  kind: ConnectionKind,
  values: Readonly<Record<string, string>>,
  context: z.RefinementCtx,
): void {
  for (const [key, value] of Object.entries(values)) {
    const known = kind.fields.find((each) => each.name === key);
    const path = ['fields', key];
    if (known === undefined) context.addIssue({ code: 'custom', path, message: 'is no field of this kind' });
    else if (value !== '' && known.choices !== null && !known.choices.includes(value)) {
      context.addIssue({ code: 'custom', path, message: `must be one of ${known.choices.join(', ')}` });
    }
  }
}

const changeable = ['name', 'fields', 'enabled', 'trusted_reads'] as const;
export const updateConnectionInputSchema = z
  .strictObject({
    name: name.optional(),
    /** Those given take the place of the present ones, once the service has accepted them; '' takes one away. */
    fields: fields.optional(),
    enabled: z.boolean().optional(),
    /** Tools of an MCP server that say that they only read, and are believed: they may be called more than once. */
    trusted_reads: trustedReads.optional(),
  })
  .refine((change) => changeable.some((key) => change[key] !== undefined), {
    error: `give something to change: ${changeable.join(', ')}`,
  });
export type UpdateConnectionInput = z.input<typeof updateConnectionInputSchema>;

/** A connection as people see it; its secrets are never among it. */
export const connectionViewSchema = z.object({
  id: connectionIdSchema,
  kind: z.enum(connectionKindIds),
  name: z.string(),
  base_url: z.string().nullable(),
  /** The fields that are no secret. */
  settings: z.record(z.string(), z.string()),
  /** `token: 'ghp_…9f2c'`: which secrets there are, masked. */
  secrets: z.record(z.string(), z.string()),
  trusted_reads: z.array(z.string()),
  /** `refused`: the service said no; it is not used until a test succeeds. */
  status: z.enum(connectionStatuses),
  tested_at: z.iso.datetime().nullable(),
  last_error: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type ConnectionView = z.infer<typeof connectionViewSchema>;

export const connectionsViewSchema = z.object({
  items: z.array(connectionViewSchema),
  kinds: z.array(
    z.object({
      id: z.enum(connectionKindIds),
      title: z.string(),
      description: z.string(),
      base_url: z.enum(['required', 'optional', 'none']),
      base_url_hint: z.string().nullable(),
      several: z.boolean(),
      lists_tools: z.boolean(),
      fields: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          secret: z.boolean(),
          required: z.boolean(),
          hint: z.string().nullable(),
          choices: z.array(z.string()).nullable(),
        }),
      ),
    }),
  ),
});
export type ConnectionsView = z.infer<typeof connectionsViewSchema>;

const toolEffects = ['read', 'write', 'money'] as const;

/** A tool as its server offers it now. */
export const offeredToolSchema = z.object({
  /** What a spec lists under `allow`. */
  name: z.string(),
  /** What the agent, its rules and its events call it. */
  agent_name: z.string(),
  description: z.string(),
  /** JSON Schema of the arguments, as models see it. */
  parameters: z.record(z.string(), z.unknown()),
  effect: z.enum(toolEffects),
  /** The server says that it only reads; believed if it is listed in `trusted_reads`. */
  says_read_only: z.boolean(),
  /** Why it cannot be called, where it cannot. */
  problem: z.string().nullable(),
  /** SHA-256 of name, description and schemas, by which the tool is held to what was approved. */
  hash: z.string(),
});
export type OfferedTool = z.infer<typeof offeredToolSchema>;

export const offeredToolsSchema = z.object({
  items: z.array(offeredToolSchema),
  /** How many more there are than are listed. */
  left_out: z.int().min(0),
});
export type OfferedTools = z.infer<typeof offeredToolsSchema>;

const toolSource = z.enum(['mcp', 'openapi']);
const pinnedDefinition = z.record(z.string(), z.unknown());

/** A tool that is no longer what it was when it was approved; agents that use it do not run until somebody looks. */
export const toolChangeSchema = z.object({
  source: toolSource,
  url: z.string(),
  tool: z.string(),
  before: pinnedDefinition,
  after: pinnedDefinition,
  /** Of what it is now; what is approved. */
  hash: z.string(),
  pinned_at: z.iso.datetime(),
  changed_at: z.iso.datetime(),
});
export type ToolChange = z.infer<typeof toolChangeSchema>;
export const toolChangesSchema = z.object({ items: z.array(toolChangeSchema) });

export const approveToolChangeInputSchema = z.strictObject({
  source: toolSource,
  url: baseUrl,
  tool: z.string().min(1).max(200),
  /** Of the change that was looked at; another one since then is not approved with it. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be the hash of the change' }),
});
export type ApproveToolChangeInput = z.input<typeof approveToolChangeInputSchema>;
