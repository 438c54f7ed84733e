/** An OpenAI-shaped upstream in a process of its own, so that its work is not counted as a proxy's. */
import { createServer } from 'node:http';

const usage = { prompt_tokens: 40, completion_tokens: 100, total_tokens: 140 };
const base = {
  id: 'chatcmpl-bench',
  created: 1_763_700_000,
  model: 'gpt-5-mini',
  system_fingerprint: 'fp_1',
};
const text = Array.from({ length: 100 }, (_, index) => `word${index} `);

const whole = JSON.stringify({
  ...base,
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: text.join('') },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage,
});

const frame = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({
    ...base,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    usage: null,
  })}\n\n`;

const frames = [
  frame({ role: 'assistant', content: '' }),
  ...text.slice(2).map((content) => frame({ content })),
  `${frame({}, 'stop')}data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [], usage })}\n\ndata: [DONE]\n\n`,
].map((each) => Buffer.from(each));

const server = createServer((req, res) => {
  let streamed = false;
  req.on('data', (chunk: Buffer) => {
    streamed ||= chunk.includes('"stream":true');
  });
  req.on('end', () => {
    if (!streamed) {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(whole) });
      res.end(whole);
      return;
    }
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.socket?.setNoDelay(true);
    let next = 0;
    // One frame a turn of the loop, so that most arrive by themselves, as from a model.
    const write = () => {
      const bytes = frames[next++];
      if (bytes === undefined) res.end();
      else {
        res.write(bytes);
        setImmediate(write);
      }
    };
    write();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.(`http://127.0.0.1:${address.port}`);
});
// Ends with the bench, in good order, so that a profile is written.
process.once('disconnect', () => process.exit());
