import type { WebhookRow } from '@agent-factory/db';
import type { Mail } from '../auth/mail/mail-port.ts';
import { oneLine, renderNotice } from '../mail/render-notice.ts';
import { nameOf } from './create.ts';

/** To those who can switch it on again: what stopped, why, and what to do. */
export function renderWebhookDisabled({
  recipient,
  teamName,
  webhook,
  lastError,
  webUrl,
}: {
  recipient: string;
  teamName: string;
  webhook: Pick<WebhookRow, 'id' | 'description' | 'url' | 'disabledReason'>;
  /** How the last try went, in words that are safe to show. */
  lastError: string;
  webUrl: string | null;
}): Mail {
  const name = oneLine(nameOf(webhook));
  const why =
    webhook.disabledReason === 'gone'
      ? 'its receiver said that the address is gone for good (410)'
      : 'nothing has arrived for five days';
  return renderNotice({
    recipient,
    subject: `Webhook "${name}" was disabled`,
    lead: `The webhook "${name}" of the team "${oneLine(teamName)}" on Agent Factory, which calls ${new URL(webhook.url).host}, was disabled: ${why}. The last try: ${lastError}`,
    closing:
      'It is sent nothing any more. What happens meanwhile is not sent later. Once the receiver answers with 2xx again, switch the webhook on there; a test event is sent first. What was not delivered before can be replayed from its log.',
    link: {
      href: webUrl === null ? null : new URL(`/settings/webhooks/${webhook.id}`, webUrl).href,
      says: 'Open the webhook',
    },
  });
}
