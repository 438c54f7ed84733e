import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/create-test-database.ts';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

async function periodOf(anchor: Date | null, moment: Date): Promise<{ begins: Date; ends: Date }> {
  const { rows } = await admin.query<{ begins: Date; ends: Date }>('select * from app.quota_period($1, $2)', [
    anchor,
    moment,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error('a period has a row');
  return row;
}

test.each([
  [null, '2026-11-21T19:00:00Z', '2026-11-01', '2026-12-01'],
  [null, '2026-12-31T23:59:59.999Z', '2026-12-01', '2027-01-01'],
  ['2026-01-31', '2026-02-27T12:00:00Z', '2026-01-31', '2026-02-28'],
  ['2026-01-31', '2026-02-28T00:00:00Z', '2026-02-28', '2026-03-31'],
  ['2026-01-31', '2026-03-30T00:00:00Z', '2026-02-28', '2026-03-31'],
  ['2024-01-31', '2024-02-29T00:00:00Z', '2024-02-29', '2024-03-31'],
  ['2024-02-29', '2025-02-28T00:00:00Z', '2025-02-28', '2025-03-29'],
  ['2026-11-15T10:30:00Z', '2026-11-15T10:29:59Z', '2026-10-15T10:30:00Z', '2026-11-15T10:30:00Z'],
  // Before the anchor too.
  ['2026-11-15', '2026-03-01T00:00:00Z', '2026-02-15', '2026-03-15'],
])('anchored at %s, %s lies between %s and %s', async (anchor, moment, begins, ends) => {
  const period = await periodOf(anchor === null ? null : new Date(anchor), new Date(moment));
  expect(period).toEqual({ begins: new Date(begins), ends: new Date(ends) });
});

/** A day in the month after `months`, the last one where the month is too short. */
function monthsLater(anchor: Date, months: number): Date {
  const later = new Date(anchor);
  later.setUTCDate(1);
  later.setUTCMonth(later.getUTCMonth() + months);
  const last = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(anchor.getUTCDate(), last));
  return later;
}

test('every moment lies in exactly one period, and periods follow each other without a gap', async () => {
  const date = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2040-01-01'),
    noInvalidDate: true,
  });
  await fc.assert(
    fc.asyncProperty(date, date, async (anchor, moment) => {
      const { begins, ends } = await periodOf(anchor, moment);
      expect(begins.getTime()).toBeLessThanOrEqual(moment.getTime());
      expect(moment.getTime()).toBeLessThan(ends.getTime());
      expect((await periodOf(anchor, ends)).begins).toEqual(ends);
      const months =
        (begins.getUTCFullYear() - anchor.getUTCFullYear()) * 12 +
        begins.getUTCMonth() -
        anchor.getUTCMonth();
      expect(begins).toEqual(monthsLater(anchor, months));
    }),
    { numRuns: 150 },
  );
});
