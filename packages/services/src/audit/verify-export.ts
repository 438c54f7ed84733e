import {
  type AuditFault,
  auditDetailsSchema,
  auditEntrySchema,
  auditHeaderSchema,
} from '@agent-factory/contracts';
import type { AuditRow } from '@agent-factory/db';
import { canonicalJson } from '@agent-factory/spec';
import { z } from 'zod';
import type { ReceiptKeyring } from '../secrets/receipt-keyring.ts';
import { contentFault, createChainCheck } from './chain-check.ts';

export interface ExportVerdict {
  intact: boolean;
  entries: number;
  fault: AuditFault | null;
  /** Whether the header's head was signed by one of the given keys; null when no key was given. */
  signed: boolean | null;
  /** Of an export with filters each entry is checked by itself; what lies between them is not known. */
  filtered: boolean;
}

const lineSchema = z.object({
  seq: z.int().min(1),
  prev: z.string(),
  hash: z.string(),
  entry: auditEntrySchema,
  details: auditDetailsSchema,
});

/** Checks the lines of a JSON Lines export, offline: nothing but the file, and the public keys if there are any. */
export async function verifyAuditExport(
  lines: AsyncIterable<string>,
  keys: Pick<ReceiptKeyring, 'verifyStatement'> | null,
): Promise<ExportVerdict> {
  const check = createChainCheck();
  let header: z.output<typeof auditHeaderSchema> | null = null;
  let fault: AuditFault | null = null;
  let entries = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    if (header === null) {
      const parsed = auditHeaderSchema.safeParse(jsonOf(line));
      if (!parsed.success) return broken('The first line is not the header of an audit export.');
      header = parsed.data;
      continue;
    }
    const parsed = lineSchema.safeParse(jsonOf(line));
    if (!parsed.success) {
      fault = { kind: 'edited', seq: entries + 1, says: `Line ${entries + 2} is not an entry.` };
      break;
    }
    const row = rowOf(parsed.data);
    fault = header.filters === null ? check.add(row) : contentFault(row);
    if (fault !== null) break;
    entries += 1;
  }
  if (header === null) return broken('The file is empty.');
  const { filters, ...statement } = header;
  fault ??= filters === null ? check.end({ seq: header.seq, hash: header.hash }).fault : null;
  const signed = keys === null ? null : keys.verifyStatement(statement);
  return { intact: fault === null && signed !== false, entries, fault, signed, filtered: filters !== null };
}

function rowOf({ entry, details, ...link }: z.output<typeof lineSchema>): AuditRow {
  const texts = { entry: canonicalJson(entry), details: canonicalJson(details) };
  return { ...link, ...texts, id: entry.id, createdAt: new Date(entry.at) };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function broken(says: string): ExportVerdict {
  return { intact: false, entries: 0, fault: { kind: 'head', seq: 0, says }, signed: null, filtered: false };
}
