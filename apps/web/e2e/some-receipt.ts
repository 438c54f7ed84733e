import { generateKeyPairSync, sign } from 'node:crypto';
import type { Receipt, ReceiptBody, ReceiptKeys } from '@agent-factory/contracts';
import { canonicalJson } from '@agent-factory/spec/canonical-json';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const hash = (digit: string) => digit.repeat(8).padEnd(64, '7c1f2a9be04d4b63a7e2f0c9d1b8e5aa');
const tokens = (input: number, output: number) => ({ input, output, total: input + output });

const body: ReceiptBody = {
  format: 'agentfactory.receipt/v1',
  run: {
    id: 'run_01m7zge3aqexx9hp7dqb8ddz3p',
    team_id: 'team_01m7zge2p3f9gsxwmaj4chabtf',
    agent_id: 'agt_01m7zge2y9fpks55kvqs45grpx',
    agent: 'refund-desk',
    version: 7,
    spec_hash: hash('3bad5ed6'),
    status: 'succeeded',
    error_code: null,
    attempts: 3,
    started_by: { type: 'api_key', id: 'key_01m7zge2y9fpks55kvqs45grpx' },
    started_at: '2026-11-20T09:12:44.000Z',
    finished_at: '2026-11-20T11:48:02.318Z',
    input_sha256: hash('b3889a5f'),
    output_sha256: hash('d7d0f594'),
  },
  model_calls: [
    ...[1, 2, 3].map((step) => ({
      member: null,
      step,
      provider: 'openai',
      model: 'openai/large-5',
      finish_reason: 'tool_calls' as const,
      tokens: tokens(4_210, 318),
      cost_nano_usd: 8_442_500,
      fallbacks: 0,
    })),
    {
      member: 'research/fact-checker',
      step: 1,
      provider: 'anthropic',
      model: 'anthropic/haiku-like-4',
      finish_reason: 'stop',
      tokens: tokens(1_204, 96),
      cost_nano_usd: 1_347_200,
      fallbacks: 1,
    },
  ],
  tokens: tokens(13_834, 1_050),
  invariants: [
    {
      member: null,
      id: 'no-card-numbers',
      says_sha256: hash('90ab12cd'),
      at: 'output',
      passed: 1,
      violated: 0,
      errors: 0,
      last: 'passed',
      action: null,
      judge: null,
    },
    {
      member: null,
      id: 'polite',
      says_sha256: hash('aa01bb23'),
      at: 'output',
      passed: 1,
      violated: 1,
      errors: 0,
      last: 'passed',
      action: 'retry',
      judge: 'openai/swift-5',
    },
    {
      member: 'research/fact-checker',
      id: 'only-our-own-sources',
      says_sha256: hash('cc45dd67'),
      at: 'tool_call',
      passed: 4,
      violated: 1,
      errors: 0,
      last: 'violated',
      action: 'block',
      judge: null,
    },
  ],
  tools: [
    {
      member: null,
      name: 'refund_payment',
      called: 1,
      ok: 1,
      errors: 0,
      denied: 0,
      arguments_sha256: [hash('82c9d2a3')],
    },
    {
      member: 'research/fact-checker',
      name: 'http_get',
      called: 5,
      ok: 3,
      errors: 1,
      denied: 1,
      arguments_sha256: ['1', '2', '3', '4', '5'].map(hash),
    },
  ],
  approvals: [
    {
      member: null,
      id: 'apr_01m7zge2y9fpks55kvqs45grpx',
      about: 'tool',
      subject: 'refund_payment',
      value_sha256: hash('5f5a8ba0'),
      state: 'edited',
      decided_by: 'Kim Arden',
      asked_at: '2026-11-20T09:13:01.000Z',
      decided_at: '2026-11-20T11:47:40.000Z',
    },
  ],
  members: [
    {
      member: 'research',
      agent: 'market-research',
      spec_hash: hash('0dc2f8b9'),
      visits: 1,
      last: 'succeeded',
    },
    {
      member: 'research/fact-checker',
      agent: 'fact-checker',
      spec_hash: hash('14d7ee7d'),
      visits: 2,
      last: 'succeeded',
    },
  ],
  errors: [],
  money: {
    unit: 'nano_usd',
    ceiling: 50_000_000,
    reserved_peak: 31_200_000,
    refused: 1,
    spent: 26_674_700,
  },
  events: { count: 64, head: hash('4a3ce4a4') },
  key_id: 'wwCITQ90s4iyg0f2J73Dk1vcZDZZ-0UieRggb0kf2Ws',
};

/** A receipt of a run that did much, and the key with which it really was signed. */
export const busyReceipt: Receipt = {
  ...body,
  signature: sign(null, Buffer.from(canonicalJson(body)), privateKey).toString('base64url'),
};

export const busyReceiptKeys: ReceiptKeys = {
  keys: [
    {
      kty: 'OKP',
      crv: 'Ed25519',
      alg: 'EdDSA',
      use: 'sig',
      kid: body.key_id,
      x: publicKey.export({ format: 'jwk' }).x ?? '',
      since: '2026-11-01',
    },
  ],
};
