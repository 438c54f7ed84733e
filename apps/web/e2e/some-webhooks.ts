import type { Webhook, WebhookDelivery, WebhookEvent } from '../trpc/outputs.ts';

function webhook(n: string, change: Partial<Webhook>): Webhook {
  return {
    id: `whk_${n.repeat(26)}`,
    url: 'https://hooks.example.com/agents',
    description: 'Deploy room',
    events: ['run.failed', 'approval.requested'],
    status: 'active',
    disabled_reason: null,
    disabled_at: null,
    secret_hint: 'x9Fq',
    old_secret_until: null,
    failing_since: null,
    last_success_at: '2026-11-21T09:00:00.000Z',
    created_at: '2026-11-01T09:00:00.000Z',
    ...change,
  };
}

const events: WebhookEvent[] = [
  { type: 'run.finished', says: 'A run ended, however it ended.' },
  { type: 'run.failed', says: 'A run failed or was refused by its rules.' },
  { type: 'approval.requested', says: 'A run waits for somebody to decide.' },
];

export const someWebhooks: { items: Webhook[]; events: WebhookEvent[] } = {
  events,
  items: [
    webhook('1', {}),
    webhook('2', {
      description: '',
      url: 'https://a-receiver-with-quite-a-long-name.internal.example.com/v1/agent-factory/events/incoming',
      failing_since: '2026-11-20T10:00:00.000Z',
    }),
    webhook('3', {
      description: 'Old ticket system',
      status: 'disabled',
      disabled_reason: 'gone',
      disabled_at: '2026-11-18T10:00:00.000Z',
    }),
  ],
};

function delivery(n: string, change: Partial<WebhookDelivery>): WebhookDelivery {
  return {
    id: `whd_${n.repeat(26)}`,
    webhook_id: someWebhooks.items[0]?.id ?? 'whk_',
    event_id: `evt_${n.repeat(26)}`,
    type: 'run.failed',
    status: 'succeeded',
    attempts: 1,
    next_attempt_at: null,
    created_at: '2026-11-21T09:00:00.000Z',
    last_attempt_at: '2026-11-21T09:00:01.000Z',
    last_status_code: 204,
    last_error: null,
    ...change,
  };
}

const refused = 'It answered 500; only a 2xx means that the event arrived.';

export const sentEvents: { items: WebhookDelivery[]; next_cursor: null } = {
  next_cursor: null,
  items: [
    delivery('1', {
      status: 'pending',
      attempts: 2,
      next_attempt_at: '2026-11-21T10:00:00.000Z',
      last_status_code: 500,
      last_error: refused,
    }),
    delivery('2', { type: 'approval.requested' }),
    delivery('3', {
      status: 'failed',
      attempts: 10,
      last_status_code: null,
      last_error: 'The address did not answer in time.',
    }),
  ],
};

export const sentEvent = {
  ...sentEvents.items[0],
  payload:
    '{"type":"run.failed","timestamp":"2026-11-21T09:00:00.000Z","data":{"run_id":"run_1","status":"failed"}}',
  tries: [
    {
      number: 1,
      started_at: '2026-11-21T09:00:00.000Z',
      duration_ms: 31,
      status_code: 500,
      error: refused,
      response_excerpt: 'upstream connect error or disconnect/reset before headers',
    },
    {
      number: 2,
      started_at: '2026-11-21T09:00:05.000Z',
      duration_ms: 15_000,
      status_code: null,
      error: 'The address did not answer in time.',
      response_excerpt: null,
    },
  ],
};
