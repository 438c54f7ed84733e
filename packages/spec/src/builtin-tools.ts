export interface BuiltinTool {
  name: string;
  description: string;
  /** Whether a call can change something outside the run. */
  writes: boolean;
  /** Whether this version can run it. */
  runnable: boolean;
}

/** Every tool name that the language knows, runnable yet or not. */
export const builtinTools: readonly BuiltinTool[] = [
  {
    name: 'calculator',
    description: 'Evaluates an arithmetic expression exactly.',
    writes: false,
    runnable: true,
  },
  {
    name: 'current_time',
    description: 'Tells the date and time in a time zone.',
    writes: false,
    runnable: true,
  },
  { name: 'json_query', description: 'Picks values out of JSON by a path.', writes: false, runnable: true },
  { name: 'http_get', description: 'Reads a public web address.', writes: false, runnable: true },
  { name: 'web_search', description: 'Searches the web.', writes: false, runnable: false },
  { name: 'send_email', description: 'Sends an email.', writes: true, runnable: false },
];
