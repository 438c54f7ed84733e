import { plain, type Scene } from '../scene.ts';

/** Pages of reference. */
export const docsScenes: readonly Scene[] = [
  plain('diagnostics', 'member', '/docs/diagnostics', 'Diagnostics'),
  plain('diagnostics-signed-out', 'stranger', '/docs/diagnostics', 'Diagnostics'),
  plain('tools', 'member', '/docs/tools', 'Tools'),
];
