/** Bearers by the environment, since arguments are seen by everybody on a machine. */
export function probeEnv(): { keyA?: string; keyB?: string; anonKey?: string; providerKey?: string } {
  const {
    PROBE_KEY_A: keyA,
    PROBE_KEY_B: keyB,
    SUPABASE_ANON_KEY: anonKey,
    PROBE_PROVIDER_KEY: providerKey,
  } = process.env;
  return {
    ...(keyA ? { keyA } : {}),
    ...(keyB ? { keyB } : {}),
    ...(anonKey ? { anonKey } : {}),
    ...(providerKey ? { providerKey } : {}),
  };
}
