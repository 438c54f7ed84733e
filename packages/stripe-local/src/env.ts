/** This process's own environment; the one place that reads it. */
export function processEnv(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
