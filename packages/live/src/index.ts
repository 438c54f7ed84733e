export { base64Of, bytesOf } from './base64.ts';
export {
  connectLive,
  fromOthers,
  type LiveConnection,
  type LiveOptions,
  type LiveState,
} from './connect-live.ts';
