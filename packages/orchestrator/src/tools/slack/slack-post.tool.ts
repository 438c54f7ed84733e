import { ok, type Tool, textArgument } from '../tool.ts';
import { askSlack } from './slack-client.ts';

export const slackPost: Tool = {
  name: 'slack_post',
  title: 'Slack: post a message',
  description: 'Posts a message to a channel or a thread on Slack, in the name of the connected account.',
  group: 'slack',
  input: {
    type: 'object',
    properties: {
      channel: {
        type: 'string',
        pattern: '^[#@A-Za-z0-9][A-Za-z0-9._-]{0,79}$',
        description: 'A channel’s id ("C0123456789") or name ("#general").',
      },
      text: { type: 'string', minLength: 1, maxLength: 12_000, description: 'Slack’s mrkdwn.' },
      thread: { type: 'string', pattern: '^\\d+\\.\\d+$', description: '`ts` of the message to answer.' },
    },
    required: ['channel', 'text'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: { channel: { type: ['string', 'null'] }, ts: { type: ['string', 'null'] } },
    required: ['channel', 'ts'],
  },
  effect: 'write',
  idempotent: false,
  connections: ['slack'],
  async run(input, environment, signal) {
    const thread = textArgument(input, 'thread');
    const posted = await askSlack(environment, signal, (slack) =>
      slack.chat.postMessage({
        channel: textArgument(input, 'channel') ?? '',
        text: textArgument(input, 'text') ?? '',
        // What a model wrote must not make Slack fetch addresses: a link's query can carry out what it read.
        unfurl_links: false,
        unfurl_media: false,
        ...(thread === undefined ? {} : { thread_ts: thread }),
      }),
    );
    return ok({ channel: posted.channel ?? null, ts: posted.ts ?? null });
  },
};
