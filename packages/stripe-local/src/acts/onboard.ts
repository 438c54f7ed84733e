import { type Account, needsNothing, newBankAccount } from '../shapes/account.ts';
import type { World } from '../world.ts';
import { scheduleAutomaticPayouts } from './payouts.ts';

/** What the onboarding page ends with: the person is known, has a bank, and may be paid. */
export function onboardAccount(world: World, account: Account, bankFails: boolean): void {
  const bank = newBankAccount(`ba_${world.secret()}`, {
    account: account.id,
    country: account.country,
    currency: account.default_currency,
    fails: bankFails,
  });
  account.details_submitted = true;
  account.charges_enabled = account.capabilities.card_payments !== undefined;
  account.payouts_enabled = true;
  account.business_type ??= 'individual';
  for (const name of Object.keys(account.capabilities)) account.capabilities[name] = 'active';
  account.external_accounts = { ...account.external_accounts, data: [bank] };
  account.requirements = needsNothing();
  account.tos_acceptance = { date: world.now(), ip: '127.0.0.1', user_agent: null };
  world.put(world.platform, account);
  world.emit(account.id, 'account.updated', account, { details_submitted: false, payouts_enabled: false });
  scheduleAutomaticPayouts(world, account);
}

export interface AccountLink {
  account: string;
  refresh_url: string;
  return_url: string;
  expires_at: number;
}

/** Links are for one visit and last for five minutes, as Stripe's. */
const linkSeconds = 300;

export function createAccountLink(world: World, link: Omit<AccountLink, 'expires_at'>) {
  const token = world.secret(32);
  const created = world.now();
  const kept: AccountLink = { ...link, expires_at: created + linkSeconds };
  world.store.keepSetting(`account_link:${token}`, JSON.stringify(kept));
  return {
    object: 'account_link' as const,
    created,
    expires_at: kept.expires_at,
    url: `${world.baseUrl}/onboarding/${token}`,
  };
}

/** What a link leads to; null for one that there never was. */
export function accountLinkOf(world: World, token: string): AccountLink | null {
  const kept = world.store.setting(`account_link:${token}`);
  return kept === null ? null : (JSON.parse(kept) as AccountLink);
}
