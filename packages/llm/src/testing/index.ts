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
