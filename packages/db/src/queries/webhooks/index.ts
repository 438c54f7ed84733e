export { type NewWebhookEvent, publishEvent } from './publish-event.ts';
