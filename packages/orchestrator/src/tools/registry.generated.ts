// Written by `pnpm --filter @agent-factory/orchestrator tools` from the *.tool.ts files.
import { calculator } from './calculator/calculator.tool.ts';
import { currentTime } from './current-time/current-time.tool.ts';
import { githubComment } from './github/github-comment.tool.ts';
import { githubCreateIssue } from './github/github-create-issue.tool.ts';
import { githubListPulls } from './github/github-list-pulls.tool.ts';
import { githubReadFile } from './github/github-read-file.tool.ts';
import { githubSearchIssues } from './github/github-search-issues.tool.ts';
import { httpGet } from './http-get/http-get.tool.ts';
import { httpRequest } from './http-request/http-request.tool.ts';
import { jiraComment } from './jira/jira-comment.tool.ts';
import { jiraCreate } from './jira/jira-create.tool.ts';
import { jiraSearch } from './jira/jira-search.tool.ts';
import { jsonQuery } from './json-query/json-query.tool.ts';
import { knowledgeSearch } from './knowledge/knowledge-search.tool.ts';
import { memory } from './memory/memory.tool.ts';
import { sendEmail } from './send-email/send-email.tool.ts';
import { slackPost } from './slack/slack-post.tool.ts';
import { slackSearch } from './slack/slack-search.tool.ts';
import { webSearch } from './web-search/web-search.tool.ts';
import { wikipedia } from './wikipedia/wikipedia.tool.ts';
import type { Tool } from './tool.ts';

export const registry: readonly Tool[] = [
  calculator,
  currentTime,
  githubComment,
  githubCreateIssue,
  githubListPulls,
  githubReadFile,
  githubSearchIssues,
  httpGet,
  httpRequest,
  jiraComment,
  jiraCreate,
  jiraSearch,
  jsonQuery,
  knowledgeSearch,
  memory,
  sendEmail,
  slackPost,
  slackSearch,
  webSearch,
  wikipedia,
];
