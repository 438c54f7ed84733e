import { z } from 'zod';
import { type Id, type IdKind, idPattern, idPrefixes } from './id.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function schemaOf<K extends IdKind>(kind: K) {
  const pattern = idPattern(kind);
  return z
    .custom<Id<K>>((value) => typeof value === 'string' && pattern.test(value), {
      error: `must be an id like ${idPrefixes[kind]}_01k3v9…`,
    })
    .meta({ type: 'string', pattern: pattern.source });
}

export const teamIdSchema = schemaOf('team');
export const agentIdSchema = schemaOf('agent');
export const agentVersionIdSchema = schemaOf('agentVersion');
export const threadIdSchema = schemaOf('thread');
export const runIdSchema = schemaOf('run');
export const apiKeyIdSchema = schemaOf('apiKey');
export const providerKeyIdSchema = schemaOf('providerKey');
export const modelCallIdSchema = schemaOf('modelCall');
export const approvalIdSchema = schemaOf('approval');
export const connectionIdSchema = schemaOf('connection');
export const documentIdSchema = schemaOf('document');
export const scheduleIdSchema = schemaOf('schedule');
export const triggerIdSchema = schemaOf('trigger');
export const invitationIdSchema = schemaOf('invitation');
export const auditEntryIdSchema = schemaOf('auditEntry');
export const webhookIdSchema = schemaOf('webhook');
export const webhookEventIdSchema = schemaOf('webhookEvent');
export const webhookDeliveryIdSchema = schemaOf('webhookDelivery');
export const datasetIdSchema = schemaOf('dataset');
export const datasetVersionIdSchema = schemaOf('datasetVersion');
export const testRunIdSchema = schemaOf('testRun');
export const testIdSchema = schemaOf('test');
export const trialIdSchema = schemaOf('trial');
export const trialLabelIdSchema = schemaOf('trialLabel');
export const attestationIdSchema = schemaOf('attestation');
export const ideaIdSchema = schemaOf('idea');
export const specPatchIdSchema = schemaOf('specPatch');
export const reflectionIdSchema = schemaOf('reflection');
export const counterexampleSearchIdSchema = schemaOf('counterexampleSearch');
export const templateIdSchema = schemaOf('template');
export const templateVersionIdSchema = schemaOf('templateVersion');
export const templateReviewIdSchema = schemaOf('templateReview');
export const templateTryIdSchema = schemaOf('templateTry');
export const templateReportIdSchema = schemaOf('templateReport');
export const purchaseIdSchema = schemaOf('purchase');
export const refundIdSchema = schemaOf('refund');
export const transferIdSchema = schemaOf('transfer');
export const ledgerEntryIdSchema = schemaOf('ledgerEntry');
export const reconciliationIdSchema = schemaOf('reconciliation');
export const dashboardViewIdSchema = schemaOf('dashboardView');
export const commentThreadIdSchema = schemaOf('commentThread');
export const commentIdSchema = schemaOf('comment');
export const dataExportIdSchema = schemaOf('dataExport');
export const erasureIdSchema = schemaOf('erasure');
/** Users keep the UUID that the auth service gave them. */
export const userIdSchema = z.uuid();

/** A new id of the given kind; `now` is in milliseconds since the epoch. */
export function newId<K extends IdKind>(kind: K, now: number = Date.now()): Id<K> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = now;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = alphabet.charAt(Number(number & 31n)) + text;
    number >>= 5n;
  }
  return `${idPrefixes[kind]}_${text}`;
}
