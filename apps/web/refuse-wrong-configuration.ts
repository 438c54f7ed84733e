import { webEnv } from './env.ts';

/** Ends the process when its configuration is incomplete, naming what is missing. */
export function refuseWrongConfiguration(): void {
  try {
    webEnv();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
