import { describe, expect, test } from 'vitest';
import { parseApiEnv } from './env.ts';

const production = {
  DATABASE_URL: 'postgres://app@db/agent_factory',
  SUPABASE_URL: 'https://auth.example.test',
  WEB_URL: 'https://app.example.test',
  API_KEY_PEPPER: 'pepper',
  SECRETS_MASTER_KEY: 'id:key',
  RECEIPT_SIGNING_KEY: 'key',
};

describe('parseApiEnv', () => {
  test('the local Stripe is out of reach in production, by its key and by its address', () => {
    expect(() => parseApiEnv({ ...production, STRIPE_SECRET_KEY: 'sk_test_local_1' })).toThrow(
      'The API does not start in production mode. Not valid: STRIPE_SECRET_KEY.',
    );
    expect(() => parseApiEnv({ ...production, STRIPE_API_URL: 'http://127.0.0.1:12111' })).toThrow(
      'The API does not start in production mode. Not valid: STRIPE_API_URL.',
    );
    expect(parseApiEnv({ ...production, STRIPE_SECRET_KEY: 'sk_live_1' }).STRIPE_SECRET_KEY).toBe(
      'sk_live_1',
    );
  });

  test('production is the default and its settings have safe defaults', () => {
    expect(parseApiEnv(production)).toMatchObject({
      AGENT_FACTORY_MODE: 'production',
      HOST: '127.0.0.1',
      PORT: 8000,
      TRUST_PROXY: false,
    });
  });

  test('names everything that is missing in one message, empty values included', () => {
    expect(() => parseApiEnv({ DATABASE_URL: '' })).toThrow(
      'The API does not start in production mode. Missing: DATABASE_URL, API_KEY_PEPPER, SECRETS_MASTER_KEY, RECEIPT_SIGNING_KEY, WEB_URL, SUPABASE_URL.',
    );
  });

  test('names what is wrong without repeating its value', () => {
    const attempt = () => parseApiEnv({ ...production, PORT: 'geheim', SUPABASE_URL: undefined });
    expect(attempt).toThrow('Missing: SUPABASE_URL. Not valid: PORT.');
    expect(attempt).not.toThrow(/geheim/);
  });

  test('local mode asks for what the local auth keeps', () => {
    expect(() => parseApiEnv({ ...production, AGENT_FACTORY_MODE: 'local' })).toThrow(
      /local mode\. Missing: API_URL, AUTH_SIGNING_KEY, AUTH_PEPPER, AUTH_ANON_KEY\./,
    );
  });

  test('a mode that does not exist is refused', () => {
    expect(() => parseApiEnv({ ...production, AGENT_FACTORY_MODE: 'staging' })).toThrow(
      /Not valid: AGENT_FACTORY_MODE/,
    );
  });
});
