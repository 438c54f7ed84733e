'use client';

import type { Receipt, ReceiptKeys } from '@agent-factory/contracts';
import { Button, cn, Spinner } from '@agent-factory/ui';
import { type LucideIcon, ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { useVerdict, type Verdict } from './use-verdict.ts';

const tones = {
  positive: 'border-positive/30 bg-positive-soft text-positive',
  danger: 'border-danger/30 bg-danger-soft text-danger',
  muted: 'border-border bg-sunken text-muted',
} as const;

interface Look {
  tone: keyof typeof tones;
  icon: LucideIcon | null;
  title: string;
  note: string;
}

const faults: Record<NonNullable<Verdict['reason']>, string> = {
  wrong_signature: 'It was changed after it was signed, or somebody else wrote it. Do not rely on it.',
  unknown_key: 'The key that signed it is not among the keys that this installation publishes.',
  not_a_receipt: 'It does not have the form of a receipt.',
};

/** Whether the receipt is what was signed; checked anew each time that it is shown. */
export function Seal({ receipt, keys }: { receipt: Receipt; keys: ReceiptKeys }) {
  const verdict = useVerdict(receipt, keys);
  const since = keys.keys.find(({ kid }) => kid === receipt.key_id)?.since ?? null;
  const look = lookOf(verdict.data, verdict.isError, since);
  return (
    <Plate tone={look.tone} icon={look.icon} title={look.title} note={look.note}>
      {verdict.isError ? <Retry onRetry={() => verdict.refetch()} /> : null}
    </Plate>
  );
}

/** The same plate while the keys themselves are on their way, or did not come. */
export function SealWithoutKeys({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  return <Plate {...lookOf(undefined, failed, null)}>{failed ? <Retry onRetry={onRetry} /> : null}</Plate>;
}

function Retry({ onRetry }: { onRetry: () => void }) {
  return (
    <Button size="sm" onClick={onRetry}>
      Try again
    </Button>
  );
}

const pending: Look = {
  tone: 'muted',
  icon: null,
  title: 'Checking the signature',
  note: 'Against the keys that this installation publishes.',
};

function lookOf(verdict: Verdict | undefined, failed: boolean, since: string | null): Look {
  if (failed) {
    return {
      tone: 'muted',
      icon: ShieldQuestion,
      title: 'The signature could not be checked',
      note: 'The keys to check it with did not arrive.',
    };
  }
  if (verdict === undefined) return pending;
  if (!verdict.valid) {
    return {
      tone: 'danger',
      icon: ShieldAlert,
      title: 'Not valid',
      note: faults[verdict.reason ?? 'wrong_signature'],
    };
  }
  const key = since === null ? 'a published key' : `the key published since ${since}`;
  return verdict.by === 'browser'
    ? {
        tone: 'positive',
        icon: ShieldCheck,
        title: 'Verified in this browser',
        note: `Signed with ${key}, and not changed since.`,
      }
    : {
        tone: 'positive',
        icon: ShieldCheck,
        title: 'Verified by the API',
        note: `This browser cannot check Ed25519 itself. Signed with ${key}, and not changed since.`,
      };
}

function Plate({ tone, icon: Icon, title, note, children }: Look & { children?: ReactNode }) {
  return (
    <div
      role="status"
      aria-label="Signature"
      className={cn('flex items-center gap-3 rounded-md border px-4 py-3', tones[tone])}
    >
      {Icon === null ? (
        <Spinner className="size-5" />
      ) : (
        <Icon aria-hidden="true" className="size-5 shrink-0" />
      )}
      <div className="min-w-0 flex-1">
        <p className="font-medium text-sm">{title}</p>
        <p className="text-muted text-xs">{note}</p>
      </div>
      {children}
    </div>
  );
}
