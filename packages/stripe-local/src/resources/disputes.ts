import { z } from 'zod';
import { decideDispute } from '../acts/open-dispute.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { clearable, flag, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { type Call, route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import { type Dispute, type EvidenceField, evidenceFields } from '../shapes/dispute.ts';

const evidence = z.strictObject(
  Object.fromEntries(evidenceFields.map((field) => [field, clearable.optional()])) as Record<
    EvidenceField,
    z.ZodOptional<typeof clearable>
  >,
);

function openDisputeOf(call: Call<unknown>): Dispute {
  const dispute = need(call, 'dispute', call.path.id ?? '');
  if (dispute.status === 'needs_response') return dispute;
  throw invalidRequest(`This dispute is already ${dispute.status}: it can no longer be changed.`);
}

export const disputes = [
  route('GET', '/v1/disputes/:id', nothing, (call) => need(call, 'dispute', call.path.id ?? '')),
  route(
    'POST',
    '/v1/disputes/:id',
    z.strictObject({ evidence: evidence.optional(), submit: flag.optional(), metadata: metadata.optional() }),
    (call) => {
      const { world, account, params } = call;
      const dispute = openDisputeOf(call);
      for (const field of evidenceFields) {
        const given = params.evidence?.[field];
        if (given !== undefined) dispute.evidence[field] = given;
      }
      dispute.metadata = mergeMetadata(dispute.metadata, params.metadata);
      dispute.evidence_details.has_evidence = evidenceFields.some(
        (field) => dispute.evidence[field] !== null,
      );
      // Of evidence that is not sent off the bank hears nothing; the default of `submit` is true.
      if (params.evidence === undefined || params.submit === false) {
        world.put(account, dispute);
        return dispute;
      }
      dispute.evidence_details.submission_count += 1;
      // The magic words of Stripe's test mode; whatever else is said stays with the bank.
      const said = dispute.evidence.uncategorized_text;
      if (said === 'winning_evidence') return decideDispute(world, account, dispute, 'won');
      if (said === 'losing_evidence') return decideDispute(world, account, dispute, 'lost');
      dispute.status = 'under_review';
      world.put(account, dispute);
      world.emit(account, 'charge.dispute.updated', dispute, { status: 'needs_response' });
      return dispute;
    },
  ),
  route('POST', '/v1/disputes/:id/close', nothing, (call) =>
    decideDispute(call.world, call.account, openDisputeOf(call), 'lost'),
  ),
  route(
    'GET',
    '/v1/disputes',
    z.strictObject({ ...page, charge: text.optional(), payment_intent: text.optional() }),
    (call) => {
      const { charge, payment_intent } = call.params;
      return listOf(call, 'dispute', '/v1/disputes', filters({ charge, payment_intent }));
    },
  ),
];
