export { appendRunEvents, type NewRunEvent } from './append-run-events.ts';
export { type RunEventRow, selectRunEvents } from './select-run-events.ts';
