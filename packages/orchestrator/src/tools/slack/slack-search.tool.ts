import { numberArgument, ok, type Tool, textArgument } from '../tool.ts';
import { listOf, startOf, textOf } from '../vendor/read-json.ts';
import { askSlack } from './slack-client.ts';

export const slackSearch: Tool = {
  name: 'slack_search',
  title: 'Slack: search messages',
  description:
    'Searches the messages that the connected account can see on Slack, in its search language, for example "in:#support refund after:2026-01-01".',
  group: 'slack',
  input: {
    type: 'object',
    properties: {
      query: { type: 'string', minLength: 1, maxLength: 500 },
      sort: { enum: ['score', 'timestamp'], description: 'score unless said.' },
      limit: { type: 'integer', minimum: 1, maximum: 50, description: '10 unless said.' },
    },
    required: ['query'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      messages: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            text: { type: ['string', 'null'] },
            user: { type: ['string', 'null'] },
            channel: { type: ['string', 'null'] },
            ts: { type: ['string', 'null'] },
            url: { type: ['string', 'null'] },
          },
          required: ['text', 'user', 'channel', 'ts', 'url'],
        },
      },
    },
    required: ['messages'],
  },
  effect: 'read',
  idempotent: true,
  connections: ['slack'],
  async run(input, environment, signal) {
    const found = await askSlack(environment, signal, (slack) =>
      slack.search.messages({
        query: textArgument(input, 'query') ?? '',
        sort: input.sort === 'timestamp' ? 'timestamp' : 'score',
        count: numberArgument(input, 'limit') ?? 10,
      }),
    );
    return ok({
      messages: listOf(found, 'messages', 'matches').map((message) => ({
        text: startOf(textOf(message, 'text'), 4_000),
        user: textOf(message, 'username') ?? textOf(message, 'user'),
        channel: textOf(message, 'channel', 'name'),
        ts: textOf(message, 'ts'),
        url: textOf(message, 'permalink'),
      })),
    });
  },
};
