-- A refund that the bank sends back after the team has bought the template anew: the team owns it by the other purchase,
-- so this one stays given back, and what did not arrive is owed to the buyer until it is sent once more.
alter table public.purchases add column owed_minor bigint not null default 0,
  add constraint purchases_owed_of_returned check (owed_minor between 0 and returned_minor);

alter table public.ledger_postings drop constraint ledger_postings_account_check;
alter table public.ledger_postings add constraint ledger_postings_account_check check (account in (
  'stripe_balance', 'platform_bank', 'disputes_held', 'creator_receivable', 'creator_payable', 'buyer_payable',
  'tax_payable', 'platform_revenue', 'subscription_revenue', 'stripe_fees', 'write_offs', 'connected_balance',
  'connected_owner'
));
