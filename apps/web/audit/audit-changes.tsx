import type { AuditEntry } from '../trpc/outputs.ts';
import { changesOf } from './changes-of.ts';

/** What it was and what it became, field by field; what stayed the same is folded away. */
export function AuditChanges({ before, after }: Pick<AuditEntry, 'before' | 'after'>) {
  const changes = changesOf(before, after);
  if (changes.length === 0) return null;
  const same = changes.filter(({ same }) => same);
  return (
    <div className="overflow-x-auto">
      <table className="w-full max-w-3xl text-start text-xs">
        <thead>
          <tr className="text-muted">
            <th className="py-1 pe-4 font-medium">Field</th>
            {before === null ? null : <th className="py-1 pe-4 font-medium">Before</th>}
            {after === null ? null : <th className="py-1 font-medium">After</th>}
          </tr>
        </thead>
        <tbody>
          {changes
            .filter((change) => !change.same)
            .map((change) => (
              <tr key={change.field} className="border-t align-top">
                <th scope="row" className="whitespace-nowrap py-1.5 pe-4 font-mono font-normal">
                  {change.field}
                </th>
                {before === null ? null : (
                  <td className="break-words py-1.5 pe-4">
                    {change.before === null ? (
                      <span className="text-muted">–</span>
                    ) : after === null ? (
                      change.before
                    ) : (
                      <del className="text-danger decoration-danger/60">{change.before}</del>
                    )}
                  </td>
                )}
                {after === null ? null : (
                  <td className="break-words py-1.5">
                    {change.after === null ? (
                      <span className="text-muted">–</span>
                    ) : before === null ? (
                      change.after
                    ) : (
                      <ins className="text-positive no-underline">{change.after}</ins>
                    )}
                  </td>
                )}
              </tr>
            ))}
        </tbody>
      </table>
      {same.length > 0 ? (
        <p className="pt-1.5 text-muted text-xs">Unchanged: {same.map(({ field }) => field).join(', ')}</p>
      ) : null}
    </div>
  );
}
