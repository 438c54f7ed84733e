export { finishEvent } from './finish-event.ts';
export { type StandIn, type StandInReply, type StandInRequest, startStandIn } from './start-stand-in.ts';
export {
  completionStream,
  messageStream,
  ollamaStream,
  responseStream,
  type StreamedAnswer,
  type StreamedCall,
} from './vendor-shapes.ts';
export { contentStream } from './vendor-shapes-gemini.ts';
export { mistralStream } from './vendor-shapes-mistral.ts';
export { groqStream, openrouterStream } from './vendor-shapes-openrouter.ts';
export { chat, completion, content, message } from './vendor-shapes-whole.ts';
