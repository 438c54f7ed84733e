'use server';

import { authMessage } from '../auth/auth-message.ts';
import { visitorsClient } from './visitors-client.ts';

/** What an authenticator app is shown. */
export interface Enrolment {
  factorId: string;
  /** A `data:` URL of an SVG. */
  qrCode: string;
  /** Base32, to type. */
  secret: string;
}

/** Begins to add an authenticator app; it counts after its first code. One that was begun before and given up goes. */
export async function beginEnrolment(name: string): Promise<Enrolment | { error: string }> {
  const visitor = await visitorsClient();
  if (visitor === null) return { error: 'You are signed out. Sign in again.' };
  const { mfa } = visitor.client;
  const friendlyName = name.trim().slice(0, 100);
  const known = await mfa.listFactors();
  if (known.error !== null) return { error: await authMessage(known.error) };
  // Whoever closes the dialog and begins anew would be told that the name is taken, by what they never finished.
  for (const { id, status, friendly_name } of known.data.all) {
    if (status !== 'unverified' || friendly_name?.toLowerCase() !== friendlyName.toLowerCase()) continue;
    await mfa.unenroll({ factorId: id });
  }
  const { data, error } = await mfa.enroll({ factorType: 'totp', friendlyName, issuer: 'Agent Factory' });
  if (error !== null) return { error: await authMessage(error) };
  const [, svg = ''] = data.totp.qr_code.split(/,(.*)/s);
  return {
    factorId: data.id,
    qrCode: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    secret: data.totp.secret,
  };
}
