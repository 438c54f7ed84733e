import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema, ModelMessage, ToolCall, ToolDefinition } from '../model-port.ts';
import { ask, routerOf } from '../testing/ask.ts';

const text = { type: 'string' };
const tool = (name: string, properties: object, required: string[], description = name): ToolDefinition => ({
  name,
  description,
  parameters: { type: 'object', properties, required },
});
const tools = [
  tool('calculator', { expression: text }, ['expression']),
  tool('current_time', { timezone: text, days_until: text, add: { type: 'object' } }, []),
  tool('json_query', { json: { type: ['object', 'array', 'string'] }, path: text }, ['json', 'path']),
  tool('http_get', { url: text }, ['url']),
  tool('order_status', { query: text }, ['query'], 'Looks up the status of an order of the shop.'),
];
const instructions = `# Purpose

You help customers of Acme Cloud.

# Facts

- Refunds are paid within 5 working days, to the original card.
- The Pro plan costs $20 a month and includes 10 seats.
- Passwords are reset at https://acme.example/reset.
`;
const router = routerOf({});
const system: ModelMessage = { role: 'system', content: instructions };
const user = (content: string): ModelMessage => ({ role: 'user', content });
const say = (content: string): ModelMessage => ({ role: 'assistant', content, toolCalls: [] });

const answer = (
  messages: ModelMessage[],
  rest: { outputSchema?: JsonSchema; maxOutputTokens?: number } = {},
) => ask(router, { messages: [system, ...messages], tools, ...rest });

/** The messages of a turn in which these tools answered. */
function worked(question: string, ...done: [ToolCall, unknown][]): ModelMessage[] {
  return [
    user(question),
    ...done.flatMap(([call, value]): ModelMessage[] => [
      { role: 'assistant', content: '', toolCalls: [call] },
      { role: 'tool', toolCallId: call.id, name: call.name, content: JSON.stringify(value), isError: false },
    ]),
  ];
}
const call = (name: string, args: Record<string, unknown>, id = 'c1'): ToolCall => ({
  id,
  name,
  arguments: args,
});

describe('the tools that offline calls', () => {
  it.each([
    ['What is 17.5% of 2400?', '17.5 / 100 * 2400'],
    ['what is 12 times 7', '12 * 7'],
    ['twelve plus thirty-one', '12 + 31'],
    ['(3 + 4) * 2', '(3 + 4) * 2'],
    ['What is 20% off 80?', '80 * (1 - 20 / 100)'],
    ['3 tickets at $12.50 each', '3 * 12.50'],
    ['the sum of 3, 4 and 5', '3 + 4 + 5'],
    ['average of 2 and 4', '(2 + 4) / 2'],
    ['What is 1,250 divided by 5?', '1250 / 5'],
    ['If it costs 1,299 euros and there is 15% off, what do I pay?', '1299 * (1 - 15 / 100)'],
    ['square root of 144', '144 ^ 0.5'],
  ])('%s → calculator %s', async (question, expression) => {
    const { calls, finish } = await answer([user(question)]);
    expect(calls.map(({ name, arguments: args }) => [name, args])).toEqual([['calculator', { expression }]]);
    expect(finish).toMatchObject({
      finishReason: 'tool_calls',
      costNanoUsd: 0,
      model: 'offline/extractive-1',
    });
  });

  it.each([
    'The parcel takes 3-5 days',
    'We are open 24/7, right?',
    'Call me at 2026-11-21',
    'Is version 1.2 out?',
    'Please write to a-1@b-2.example',
  ])('sees no sum in: %s', async (question) => {
    expect((await answer([user(question)])).calls.filter(({ name }) => name === 'calculator')).toEqual([]);
  });

  it.each([
    [
      'What time is it in Tokyo and New York?',
      [{ timezone: 'Asia/Tokyo' }, { timezone: 'America/New_York' }],
    ],
    ['what is the date today?', [{}]],
    ['What date is it in 3 weeks?', [{ add: { weeks: 3 } }]],
    ['How many days until 2026-12-31?', [{ days_until: '2026-12-31' }]],
    ['How many days until Christmas?', [{}]],
  ])('%s → current_time', async (question, expected) => {
    const { calls } = await answer([user(question)]);
    expect(calls.map(({ name, arguments: args }) => [name, args])).toEqual(
      expected.map((args) => ['current_time', args]),
    );
  });

  it('asks for the distance once it knows in which year the day lies', async () => {
    const messages = worked('How many days until Christmas?', [
      call('current_time', {}),
      { local: '2026-12-28T10:00:00+00:00', timezone: 'UTC', weekday: 'Monday' },
    ]);
    const { calls } = await answer(messages);
    expect(calls.map(({ arguments: args }) => args)).toEqual([{ days_until: '2027-12-25' }]);
  });

  const shop = '[{"name":"tent","price":199.5},{"name":"stove","price":59}]';
  it.each([
    ['Which total is in {"order":{"id":7,"total":42.5}}?', 'order.total'],
    [`What is the price of the stove? ${shop}`, "[?name=='stove'].price"],
    [`What does the stove cost? ${shop}`, "[?name=='stove'].price"],
    [`Which is the cheapest? ${shop}`, 'min_by(@, &price)'],
    [`What is the sum of the prices? ${shop}`, 'sum([*].price)'],
    ['How many orders? {"orders":[{"id":1},{"id":2}]}', 'length(orders)'],
    ['The total of the second order: {"orders":[{"total":1},{"total":2}]}', 'orders[1].total'],
    ['Which "first name" is in {"first name":"Ada"}?', '"first name"'],
  ])('%s → json_query %s', async (question, path) => {
    const { calls } = await answer([user(question)]);
    expect(calls.map(({ name, arguments: args }) => [name, args.path])).toEqual([['json_query', path]]);
  });

  it('reads an address, and then the JSON that it answers with', async () => {
    const question = 'Which status has https://status.example/v1.json?';
    const first = await answer([user(question)]);
    expect(first.calls.map(({ name, arguments: args }) => [name, args])).toEqual([
      ['http_get', { url: 'https://status.example/v1.json' }],
    ]);
    const got = { url: 'https://status.example/v1.json', status: 200, json: { status: 'all systems go' } };
    const second = await answer(worked(question, [first.calls[0] as ToolCall, got]));
    expect(second.calls.map(({ name, arguments: args }) => [name, args])).toEqual([
      ['json_query', { json: { status: 'all systems go' }, path: 'status' }],
    ]);
  });

  it('calls a tool of somebody else when the question is about the same thing', async () => {
    const { calls } = await answer([user('What is the status of my order 77?')]);
    expect(calls).toMatchObject([
      { name: 'order_status', arguments: { query: 'What is the status of my order 77?' } },
    ]);
  });
});

describe('what offline answers', () => {
  it('says what a tool found and never calls the same twice', async () => {
    const messages = worked('What is 17.5% of 2400?', [
      call('calculator', { expression: '17.5 / 100 * 2400' }),
      { result: '420' },
    ]);
    const { text: said, calls } = await answer(messages);
    expect(calls).toEqual([]);
    expect(said).toContain('17.5% of 2400 is **420**');
    expect(said).toContain('no language model');
  });

  it.each([
    ['How do I get a refund?', 'Refunds are paid within 5 working days'],
    ['How many seats does the Pro plan have?', 'includes 10 seats'],
    ['Where can I reset my password?', 'https://acme.example/reset'],
    ['What can you do?', 'You help customers of Acme Cloud'],
    ['What is the capital of Peru?', 'Nothing in my instructions answers this'],
  ])('%s', async (question, part) => {
    expect((await answer([user(question)])).text).toContain(part);
  });

  it('summarises in sentences of the text itself', async () => {
    const sentences = [
      'The harbour of Oldtown was closed on Monday.',
      'A ship had lost its anchor in the harbour.',
      'Divers raised the anchor on Tuesday and the harbour opened again.',
      'Lunch was served at noon.',
    ];
    const { text: said } = await answer([user(`Summarise this: ${sentences.join(' ')}`)]);
    const kept = sentences.filter((sentence) => said.includes(sentence.slice(4)));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(sentences.length);
    expect(kept).not.toContain('Lunch was served at noon.');
  });

  it('reports a tool that failed', async () => {
    const messages = worked('What is 1 / 0?', [
      call('calculator', { expression: '1 / 0' }),
      { error: 'Division by zero.' },
    ]);
    const last = messages.at(-1);
    if (last?.role === 'tool') last.isError = true;
    expect((await answer(messages)).text).toContain('Division by zero');
  });

  it('remembers the turn before', async () => {
    const before = [user('What is 120 * 3?'), say('120 * 3 is **360**.')];
    expect((await answer([...before, user('divide that by 4')])).calls).toMatchObject([
      { name: 'calculator', arguments: { expression: '360 / 4' } },
    ]);
    const clock = [user('What time is it in Tokyo?'), say('In Tokyo (Asia/Tokyo) it is **Monday**.')];
    expect((await answer([...clock, user('and in London?')])).calls).toMatchObject([
      { name: 'current_time', arguments: { timezone: 'Europe/London' } },
    ]);
  });

  it('keeps to a rule that it is told it broke', async () => {
    const hinted = (rule: string) =>
      answer([
        user('How do I get a refund?'),
        say('From my instructions: Refunds are paid within 5 working days, to the original card.'),
        user(`Your answer breaks a rule that is enforced:\nRule "r": ${rule}\nAnswer again, within it.`),
      ]);
    expect((await hinted('Answers stay short. 180 characters where 60 are allowed.')).text).not.toBe('');
    expect((await hinted('Every answer names at least one source.')).text).toContain('Source:');
    expect(
      (await hinted('Answers stay under 40 characters.')).text.split('\n')[0]?.length,
    ).toBeLessThanOrEqual(40);
    expect(
      (await hinted('It uses a tool. The tool "current_time" has not been called successfully.')).calls,
    ).toMatchObject([{ name: 'current_time' }]);
  });

  it('stops at the bound of tokens and says so', async () => {
    const { finish } = await answer([user('How do I get a refund?')], { maxOutputTokens: 5 });
    expect(finish.finishReason).toBe('length');
    expect(finish.tokens.output).toBeLessThanOrEqual(5);
  });

  it('answers the same to the same, piece by piece', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (question) => {
        const [one, other] = [await answer([user(question)]), await answer([user(question)])];
        const { attempts: _, ...finish } = one.finish;
        expect(other).toMatchObject({ ...one, finish });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    'a'.repeat(50_000),
    '1'.repeat(50_000),
    '['.repeat(50_000),
    '@'.repeat(50_000),
    `${'a.'.repeat(25_000)}@`,
    '\n'.repeat(50_000),
    '- '.repeat(25_000),
    'one '.repeat(12_000),
    `{"a":${'['.repeat(5_000)}`,
  ])('is not slowed down by a text made to (%#)', async (question) => {
    const before = process.cpuUsage();
    await answer([user(question)], {
      outputSchema: { type: 'object', properties: { email: text, total: { type: 'number' } } },
    });
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});

describe('the schema that offline fills', () => {
  const ajv = new Ajv2020({ strict: false });

  it('takes each field from the text', async () => {
    const outputSchema = {
      type: 'object',
      properties: {
        category: { enum: ['billing', 'technical', 'other'] },
        email: { type: ['string', 'null'] },
        invoice: { type: 'string' },
        amount: { type: 'number' },
        nights: { type: 'integer' },
        urgent: { type: 'boolean' },
        tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
        phone: { type: ['string', 'null'] },
      },
      required: ['category', 'email', 'invoice', 'amount', 'nights', 'urgent', 'tags', 'phone'],
      additionalProperties: false,
    };
    const { text: json } = await answer(
      [
        user(
          'URGENT: invoice INV-2041 over an amount of 59.90 for 3 nights is a billing error. ada@example.com',
        ),
      ],
      { outputSchema },
    );
    expect(JSON.parse(json)).toMatchObject({
      category: 'billing',
      email: 'ada@example.com',
      invoice: 'INV-2041',
      amount: 59.9,
      nights: 3,
      urgent: true,
      phone: null,
    });
    expect(ajv.validate(outputSchema, JSON.parse(json))).toBe(true);
  });

  it.each<[string, JsonSchema]>([
    [
      'a schema of itself',
      {
        type: 'object',
        properties: { a: { $ref: '#' }, b: { $ref: '#' }, c: { $ref: '#' } },
        required: ['a', 'b', 'c'],
      },
    ],
    ['a billion items', { type: 'array', items: { type: 'string' }, minItems: 1e9 }],
    ['a billion letters', { type: 'string', minLength: 1e9 }],
    [
      'a cycle of references',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    ],
  ])('is not lost in %s', async (_, outputSchema) => {
    const { text: json } = await answer([user('Hello there')], { outputSchema, maxOutputTokens: 100_000 });
    expect(json.length).toBeLessThan(500_000);
  });

  const leaf = fc.oneof(
    fc.record({
      type: fc.constant('string'),
      minLength: fc.integer({ min: 0, max: 9 }),
      maxLength: fc.integer({ min: 9, max: 40 }),
    }),
    fc.record({
      type: fc.constantFrom('integer', 'number'),
      minimum: fc.integer({ min: -5, max: 5 }),
      maximum: fc.integer({ min: 6, max: 90 }),
    }),
    fc.constant({ type: 'boolean' }),
    fc.constant({ type: ['string', 'null'] }),
    fc.record({ enum: fc.uniqueArray(fc.constantFrom('red', 'green', 'blue', 7, null), { minLength: 1 }) }),
    fc.record({ const: fc.constantFrom('v1', 2) }),
  );
  const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc
        .dictionary(
          fc.constantFrom('title', 'email', 'total', 'tags', 'ok', 'items', 'note'),
          tie('schema'),
          { maxKeys: 4 },
        )
        .map((properties) => ({
          type: 'object',
          properties,
          required: Object.keys(properties),
          additionalProperties: false,
        })),
      fc.record({
        type: fc.constant('array'),
        items: tie('schema'),
        minItems: fc.nat(2),
        maxItems: fc.integer({ min: 2, max: 4 }),
      }),
    ),
  }));

  it('always gives a value of the schema', async () => {
    await fc.assert(
      fc.asyncProperty(schema, fc.string({ maxLength: 80 }), async (outputSchema, question) => {
        const { text: json } = await ask(router, { messages: [user(question)], outputSchema });
        expect(ajv.validate(outputSchema, JSON.parse(json)), JSON.stringify(ajv.errors)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
