export { lockThread } from './lock-thread.ts';
