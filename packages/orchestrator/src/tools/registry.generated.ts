// Written by `pnpm --filter @agent-factory/orchestrator tools` from the *.tool.ts files.
import { calculator } from './calculator/calculator.tool.ts';
import { currentTime } from './current-time/current-time.tool.ts';
import { httpGet } from './http-get/http-get.tool.ts';
import { jsonQuery } from './json-query/json-query.tool.ts';
import { sendEmail } from './send-email/send-email.tool.ts';
import { webSearch } from './web-search/web-search.tool.ts';
import type { Tool } from './tool.ts';

export const registry: readonly Tool[] = [
  calculator,
  currentTime,
  httpGet,
  jsonQuery,
  sendEmail,
  webSearch,
];
