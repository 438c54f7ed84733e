// Written by `pnpm --filter @agent-factory/orchestrator tools` from the *.tool.ts files.
import type { BuiltinTool } from './builtin-tools.ts';

export const manifests: readonly BuiltinTool[] = [
  {
    "name": "calculator",
    "title": "Calculator",
    "description": "Evaluates an arithmetic expression exactly, in decimal: + - * / ^ !, parentheses, percentages (\"15% of 80\", \"80 + 15%\"), and sqrt, abs, round(x, digits), floor, ceil, min, max, sum, avg, ln, log, log10, exp, sin, cos, tan, mod, pi, e.",
    "effect": "read",
    "idempotent": true,
    "connections": []
  },
  {
    "name": "current_time",
    "title": "Date and time",
    "description": "Tells the date, time and weekday in an IANA time zone (UTC if none is given). With \"days_until\" also counts the days to a date (negative if it is past); with \"add\" also tells the date after a period.",
    "effect": "read",
    "idempotent": true,
    "connections": []
  },
  {
    "name": "http_get",
    "title": "Read a web address",
    "description": "Reads a public http(s) address and gives its status, type and content: JSON as a value, web pages as plain text, at most 20000 characters.",
    "effect": "read",
    "idempotent": true,
    "connections": []
  },
  {
    "name": "json_query",
    "title": "Pick from JSON",
    "description": "Picks values out of JSON with a JMESPath expression, for example \"orders[?total > `100`].id\", \"length(items)\" or \"sum(items[*].price)\". A leading \"$.\" is allowed.",
    "effect": "read",
    "idempotent": true,
    "connections": []
  },
  {
    "name": "send_email",
    "title": "Send an e-mail",
    "description": "Sends an e-mail as plain text, from the address that the team has set up. It cannot be taken back.",
    "effect": "write",
    "idempotent": false,
    "connections": [
      "smtp"
    ]
  },
  {
    "name": "web_search",
    "title": "Web search",
    "description": "Searches the web and gives pages with title, address, a piece of their text and, where it is known, their date.",
    "effect": "read",
    "idempotent": true,
    "connections": [
      "perplexity",
      "tavily",
      "brave",
      "searxng"
    ]
  }
];
