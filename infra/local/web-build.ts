import { run } from './check.ts';

/** Builds the web app if anything it depends on changed; turbo knows by content. */
export async function buildWeb(): Promise<void> {
  const { code, output } = await run(
    'turbo',
    ['run', 'build', '--filter=@agent-factory/web', '--output-logs=errors-only'],
    {
      quiet: true,
    },
  );
  if (code !== 0) throw new Error(`The web app did not build:\n${output}`);
}
