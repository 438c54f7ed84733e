/**
 * Objects lie as JSON beside the few columns that are looked up. One file, one writer: a request runs from
 * start to end in one synchronous transaction, so nothing ever sees half of another's work.
 */
export const schema = `
CREATE TABLE IF NOT EXISTS objects (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS objects_of_a_kind ON objects (kind, account, seq);
CREATE INDEX IF NOT EXISTS objects_by_customer ON objects (kind, body ->> '$.customer');
CREATE INDEX IF NOT EXISTS objects_by_payment_intent ON objects (kind, body ->> '$.payment_intent');
CREATE INDEX IF NOT EXISTS objects_by_charge ON objects (kind, body ->> '$.charge');
CREATE INDEX IF NOT EXISTS objects_by_source ON objects (kind, body ->> '$.source');
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS due (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  task TEXT NOT NULL,
  subject TEXT NOT NULL,
  UNIQUE (task, subject)
);
CREATE INDEX IF NOT EXISTS due_at ON due (at, seq);
CREATE TABLE IF NOT EXISTS idempotency (
  account TEXT NOT NULL,
  key TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  params TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  request_id TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (account, key)
);
CREATE TABLE IF NOT EXISTS deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  event TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  at_ms INTEGER NOT NULL,
  outcome TEXT
);
CREATE INDEX IF NOT EXISTS deliveries_waiting ON deliveries (at_ms) WHERE outcome IS NULL;
`;
