import {
  type AgentSpec,
  defaultMemory,
  defaultSilence,
  type Memory,
  type ModelChoice,
  type Silence,
  type ToolRef,
  timeoutAnswers,
} from '../agent-spec.ts';
import { builtinTools, toolGroups, toolsBehind } from '../builtin-tools.ts';
import { defaulted, list, object, optional, required } from '../shape/collections.ts';
import { oneKeyOf } from '../shape/one-key.ts';
import { flag, number, oneWordOf, slugText, text } from '../shape/scalars.ts';
import { andThen, byForm, type Place, type ReadContext, type Shape, tokenOf } from '../shape/shape.ts';
import { shorten, type TreeNode } from '../text/read-tree.ts';
import { toolNameOf } from '../tool-name.ts';
import { headFields, modelChoice, titleFromName } from './head-shape.ts';
import { sourceToolName, toolUse } from './references.ts';

const defaultModel: ModelChoice = { task: 'simple_query', use: [] };

function declareTool(name: string, node: TreeNode, place: Place, context: ReadContext): void {
  context.facts.tools.push({ name, path: place.path, span: tokenOf(node, place) });
}

const toolAddress: Shape<string> = andThen(
  { ...text({ maxLength: 2_000 }), schema: { type: 'string', format: 'uri', pattern: '^https?://' } },
  (address, node, place, context) => {
    const url = URL.canParse(address) ? new URL(address) : null;
    const isLocal =
      url?.hostname === 'localhost' || url?.hostname === '127.0.0.1' || url?.hostname === '[::1]';
    const usable =
      url !== null &&
      (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) &&
      url.username === '' &&
      url.password === '';
    if (usable) return address;
    context.reporter.report('invalid_url', {
      message: `"${shorten(address)}" is not a usable address.`,
      path: place.path,
      span: tokenOf(node, place),
      hint: 'Use https:// and keep credentials out of it.',
    });
    return undefined;
  },
);

const allowed = list(
  andThen(sourceToolName, (name, node, place, context) => {
    declareTool(toolNameOf(name), node, place, context);
    return name;
  }),
  { min: 1, max: 100, noun: 'tool names', unique: (name) => name },
);
const toolSource = object(
  {
    url: required(toolAddress, 'Where the tools come from, https://…'),
    allow: required(allowed, 'The tools that the agent may call; no others exist for it.'),
  },
  'a tool source',
);

const tool: Shape<ToolRef> = byForm<ToolRef>('the name of a built-in tool, or mcp, openapi or agent', {
  text: andThen(
    oneWordOf([...builtinTools.map(({ name }) => name), ...toolGroups.keys()], {
      code: 'unknown_tool',
      noun: 'built-in tool',
    }),
    (name, node, place, context) => {
      for (const member of toolsBehind(name)) declareTool(member, node, place, context);
      return { type: 'builtin', name };
    },
  ),
  map: oneKeyOf<ToolRef>(
    {
      mcp: {
        shape: andThen(toolSource, ({ url, allow }) => ({ type: 'mcp', url, allow: allow.toSorted() })),
        description: 'Tools of an MCP server.',
      },
      openapi: {
        shape: andThen(toolSource, ({ url, allow }) => ({ type: 'openapi', url, allow: allow.toSorted() })),
        description: 'Operations of an HTTP API, from its OpenAPI description.',
      },
      agent: {
        shape: andThen(slugText, (name, node, place, context) => {
          declareTool(name, node, place, context);
          return { type: 'agent', name };
        }),
        description: 'Another agent of the team, as a tool.',
      },
    },
    'a tool source',
  ),
});

const memory = object(
  {
    window: defaulted(
      number({ min: 0, max: 200, whole: true, unit: 'messages' }),
      defaultMemory.window,
      'How many of the thread’s last messages the model is shown word for word; 0: none.',
    ),
    summarise: defaulted(
      flag,
      defaultMemory.summarise,
      'Whether a model sums up the messages before those, so that they are not forgotten; paid by the run.',
    ),
  },
  'a memory',
);

const approvedTools = list(toolUse('approval'), { max: 100, noun: 'tools', unique: (name) => name });

/** The tools alone, or with what silence means. */
const approvals: Shape<{ tools: string[] } & Partial<Silence>> = byForm<
  { tools: string[] } & Partial<Silence>
>('a list of tools, or a mapping with tools', {
  list: andThen(approvedTools, (tools) => ({ tools })),
  map: object(
    {
      tools: required(approvedTools, 'Tools whose calls wait for a person.'),
      timeoutSeconds: defaulted(
        number({ min: 60, max: 2_592_000, whole: true, unit: 'seconds' }),
        defaultSilence.timeoutSeconds,
        'How long people have to decide, on tools and on rules that are escalated to them.',
      ),
      onTimeout: defaulted(
        oneWordOf(timeoutAnswers, { noun: 'answer' }),
        defaultSilence.onTimeout,
        'What silence means: deny or approve.',
      ),
    },
    'approvals',
  ),
});

/** The whole language for `kind: Agent`, as authors write it. */
export const agentShape: Shape<AgentSpec> = andThen(
  object(
    {
      ...headFields,
      kind: required(
        oneWordOf(['Agent'], { noun: 'kind' }),
        'Agent: one model with tools. Team: agents put together.',
      ),
      model: defaulted(modelChoice(defaultModel.task), defaultModel, 'Which model is needed.', {
        ...defaultModel,
        use: [],
      }),
      tools: defaulted(list(tool, { max: 64, noun: 'tools' }), [], 'What the agent can call.'),
      approvals: defaulted(approvals, { tools: [] }, 'Tools whose calls wait for a person.', []),
      memory: optional(
        memory,
        'What is shown to the model of earlier runs of the thread; left out: the last 40 messages, no summary.',
      ),
    },
    'an agent',
  ),
  ({ memory: remembered, approvals: asked, ...written }) => ({
    ...written,
    // The default written out means what leaving it out means, and equal meaning has equal hash.
    ...(remembered === undefined || isDefault(remembered) ? {} : { memory: remembered }),
    title: written.title ?? titleFromName(written.name),
    approvals: asked.tools.toSorted(),
    ...silenceOf(asked),
  }),
);

/** Saying what silence means anyway says nothing. */
function silenceOf({ timeoutSeconds, onTimeout }: Partial<Silence>): { silence?: Silence } {
  if (timeoutSeconds === undefined || onTimeout === undefined) return {};
  const { timeoutSeconds: usual, onTimeout: answer } = defaultSilence;
  return timeoutSeconds === usual && onTimeout === answer ? {} : { silence: { timeoutSeconds, onTimeout } };
}

function isDefault({ window, summarise }: Memory): boolean {
  return window === defaultMemory.window && summarise === defaultMemory.summarise;
}
