/** Our gateway without a database: callers admitted from memory, money counted in memory. */
import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMemoryAnswers, createRouter } from '@agent-factory/llm';
import { createGateway } from '@agent-factory/llm/gateway';

const [url = '', cache = 'off'] = process.argv.slice(2);
const money = { heldNanoUsd: 0, spentNanoUsd: 0 };
let holds = 0;

const router = createRouter({
  env: { OPENAI_API_KEY: 'sk-bench', OPENAI_BASE_URL: `${url}/v1` },
  ollamaDefaultUrl: null,
  answers: createMemoryAnswers(),
  accounts: {
    async reserve(_account, { worstNanoUsd }) {
      money.heldNanoUsd += worstNanoUsd ?? 0;
      return { id: `${holds++}:${worstNanoUsd ?? 0}` };
    },
    async settle(_account, { id }, { costNanoUsd }) {
      money.heldNanoUsd -= Number(id.slice(id.indexOf(':') + 1));
      money.spentNanoUsd += costNanoUsd ?? 0;
    },
  },
});

const account = {
  teamId: 'team_bench',
  runId: null,
  apiKeyId: 'key_bench',
  userId: null,
  purpose: 'gateway',
};
const admission = {
  options: { account, cache: cache === 'on', caps: [{ nanoUsd: 10_000_000, by: 'plan' as const }] },
  models: async () => [],
};

const server = createServer(createGateway({ router, admit: async () => admission }));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.(`http://127.0.0.1:${address.port}`);
});
process.on('message', () => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  process.send?.(process.memoryUsage().heapUsed);
});
// Ends with the bench, in good order, so that a profile is written.
process.once('disconnect', () => process.exit());
