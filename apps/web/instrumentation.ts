/** Runs once when the server starts: a wrong configuration stops it here and not at the first visitor. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces this very expression to leave Node's APIs out of edge bundles
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { refuseWrongConfiguration } = await import('./refuse-wrong-configuration.ts');
    refuseWrongConfiguration();
    const { noteVisitorAddresses } = await import('./gateway/visitor-address.ts');
    const { webEnv } = await import('./env.ts');
    noteVisitorAddresses(webEnv().trustProxy);
  }
}
