import type { SourceAuth } from '../foreign/tool-source.ts';

export interface McpServer {
  url: string;
  auth: SourceAuth;
  /** Tools that say that they only read and that a person believes; all others count as writing. */
  trustedReads: readonly string[];
}
