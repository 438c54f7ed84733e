import { describe, expect, test } from 'vitest';
import { parseWebEnv } from './env.ts';

const production = {
  API_URL: 'http://api:8000/',
  SUPABASE_ANON_KEY: 'anon',
  WEB_URL: 'https://app.test/',
  DEMO_EMAIL: 'demo@app.test',
  DEMO_PASSWORD: 'secret',
};

describe('the web server’s configuration', () => {
  test('production is the default, and has no demo account whatever the environment says', () => {
    expect(parseWebEnv(production)).toEqual({
      mode: 'production',
      apiUrl: 'http://api:8000',
      publicApiUrl: 'http://api:8000',
      authUrl: 'http://api:8000',
      anonKey: 'anon',
      webOrigin: 'https://app.test',
      webHopSecret: null,
      trustProxy: false,
      demo: null,
    });
  });

  test('names every variable that is missing', () => {
    expect(() => parseWebEnv({ SUPABASE_ANON_KEY: '' })).toThrow(/API_URL.*SUPABASE_ANON_KEY/);
    expect(() => parseWebEnv({ ...production, WEB_URL: undefined })).toThrow(/Missing: WEB_URL/);
    expect(() => parseWebEnv({ ...production, API_URL: 'api' })).toThrow(/Not valid: API_URL/);
  });

  test('local mode has the demo account and takes each request’s own host', () => {
    const env = parseWebEnv({ ...production, AGENT_FACTORY_MODE: 'local', WEB_URL: undefined });
    expect(env).toMatchObject({ demo: { email: 'demo@app.test', password: 'secret' }, webOrigin: null });
  });
});
