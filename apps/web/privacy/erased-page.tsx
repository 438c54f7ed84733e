import type { ErasureReceipt } from '@agent-factory/contracts';
import { buttonStyles } from '@agent-factory/ui';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { AuthHeading } from '../auth/form-parts.tsx';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Where the link of the last mail leads: what was erased, what is kept and why. */
export function ErasedPage({
  found,
  token,
}: {
  found: { receipt: ErasureReceipt; valid: boolean } | null;
  token: string;
}) {
  if (found === null) {
    return <AuthHeading title="This link opens nothing">It was mistyped, or never a receipt.</AuthHeading>;
  }
  const { receipt, valid } = found;
  const rows = receipt.erased.reduce((sum, one) => sum + one.rows, 0);
  return (
    <>
      <AuthHeading title={receipt.kind === 'account' ? 'An account was erased' : 'A team was erased'}>
        On {day.format(new Date(receipt.erased_at))}, as asked on {day.format(new Date(receipt.requested_at))}
        .
      </AuthHeading>
      <p className="mb-4 flex items-start gap-2 text-sm">
        {valid ? (
          <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-positive" />
        ) : (
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
        )}
        {valid
          ? 'Signed by this installation, and unchanged since.'
          : 'The signature does not hold: do not trust this receipt.'}
      </p>
      <section className="mb-4">
        <h2 className="mb-1 font-medium text-sm">Erased: {rows.toLocaleString('en')} rows</h2>
        <dl className="grid max-h-64 grid-cols-[1fr_auto] gap-x-4 gap-y-1 overflow-y-auto text-xs">
          {receipt.erased.map(({ table, rows: count }) => (
            <div key={table} className="contents">
              <dt className="truncate font-mono text-muted">{table}</dt>
              <dd className="text-end tabular-nums">{count.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="mb-4">
        <h2 className="mb-1 font-medium text-sm">Kept</h2>
        <dl className="flex flex-col gap-2 text-xs">
          {receipt.kept.map(({ what, why, rows: count }) => (
            <div key={what}>
              <dt className="font-medium">
                {what}
                {count === null ? '' : ` (${count.toLocaleString('en')})`}
              </dt>
              <dd className="text-muted">{why}</dd>
            </div>
          ))}
        </dl>
      </section>
      <a
        href={`/api/erasures/${token}`}
        download="erasure-receipt.json"
        className={buttonStyles({ size: 'lg' })}
      >
        Download the receipt
      </a>
    </>
  );
}
