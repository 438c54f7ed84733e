'use client';

import { Page } from '../frame/page.tsx';
import { AdminsAlone } from '../settings/admins-alone.tsx';
import { WebhooksPanel } from './webhooks-panel.tsx';

export function WebhooksPage() {
  return (
    <Page
      title="Webhooks"
      description="Your own services are told of events as they happen, signed, and again until they answer."
    >
      <AdminsAlone what="Webhooks">
        <WebhooksPanel />
      </AdminsAlone>
    </Page>
  );
}
