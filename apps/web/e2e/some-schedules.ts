import type { Schedule, Trigger } from '../trpc/outputs.ts';

function schedule(n: string, change: Partial<Schedule>): Schedule {
  return {
    id: `sch_${n.repeat(26)}`,
    agent_id: `agt_${'1'.repeat(26)}`,
    agent_name: 'price-watch',
    name: 'Prices before breakfast',
    cron: '0 7 * * 1-5',
    time_zone: 'Europe/Berlin',
    input: { query: 'Which tent is cheapest today?' },
    enabled: true,
    overlap: 'skip',
    next_times: ['2026-11-23T06:00:00.000Z', '2026-11-24T06:00:00.000Z', '2026-11-25T06:00:00.000Z'],
    last_run: {
      run_id: `run_${'1'.repeat(26)}`,
      status: 'succeeded',
      created_at: '2026-11-20T06:00:00.412Z',
    },
    last_refusal: null,
    refused_in_a_row: 0,
    paused_reason: null,
    last_skipped_at: null,
    created_at: '2026-11-01T09:00:00.000Z',
    ...change,
  };
}

export const someSchedules: { items: Schedule[] } = {
  items: [
    schedule('1', {}),
    schedule('2', {
      name: 'Invoices of the month, with a name that is rather long for a row',
      cron: '30 2 1 * *',
      time_zone: 'America/Argentina/Buenos_Aires',
      last_run: {
        run_id: `run_${'2'.repeat(26)}`,
        status: 'refused',
        created_at: '2026-11-01T05:30:00.101Z',
      },
      last_refusal: {
        code: 'cost_ceiling',
        message: 'The team’s monthly budget of $20.00 is spent.',
        at: '2026-11-01T05:30:01.000Z',
      },
      refused_in_a_row: 2,
    }),
    schedule('3', {
      name: 'Digest',
      enabled: false,
      next_times: [],
      last_run: null,
      paused_reason: 'Refused 5 times in a row, the last time with: There is no such agent.',
    }),
  ],
};

function trigger(n: string, change: Partial<Trigger>): Trigger {
  return {
    id: `trg_${n.repeat(26)}`,
    agent_id: `agt_${'1'.repeat(26)}`,
    agent_name: 'ticket-triage',
    name: 'Tickets of the shop',
    scheme: 'standard',
    mapping: { fields: { query: 'ticket.text' } },
    enabled: true,
    rate_per_minute: 60,
    path: `/v1/hooks/trg_${n.repeat(26)}`,
    secret_hint: 'Qx4=',
    old_secret_until: null,
    last_delivery: { at: '2026-11-21T08:12:00.000Z', verdict: 'started' },
    created_at: '2026-11-01T09:00:00.000Z',
    ...change,
  };
}

export const someTriggers: { items: Trigger[] } = {
  items: [
    trigger('1', {}),
    trigger('2', {
      name: 'Issues on GitHub',
      scheme: 'github',
      old_secret_until: '2099-01-01T00:00:00.000Z',
      last_delivery: { at: '2026-11-21T07:59:00.000Z', verdict: 'unsigned' },
    }),
    trigger('3', { name: 'Nobody calls it', enabled: false, last_delivery: null }),
  ],
};

export const someDeliveries = {
  items: [
    {
      delivery_id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
      at: '2026-11-21T08:12:00.000Z',
      verdict: 'started',
      size_bytes: 1_204,
      run_id: `run_${'1'.repeat(26)}`,
      message: null,
    },
    {
      delivery_id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4V',
      at: '2026-11-21T08:11:00.000Z',
      verdict: 'refused',
      size_bytes: 17,
      run_id: null,
      message: 'The input does not fit what "ticket-triage" takes. input: must have required property query',
    },
    {
      delivery_id: null,
      at: '2026-11-21T08:10:00.000Z',
      verdict: 'unsigned',
      size_bytes: 2,
      run_id: null,
      message: 'The signature, its time or a header of it is not good.',
    },
  ],
};
