import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStand, type Stand } from '../testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

async function session(name = 'Research agent') {
  return stand.stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'http://shop.localhost:3000/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://shop.localhost:3000/back',
    line_items: [{ price_data: { currency: 'usd', unit_amount: 1900, product_data: { name } }, quantity: 1 }],
  });
}

function press(url: string | null, fields: Record<string, string>): Promise<Response> {
  return fetch(url ?? '', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: 'a@b.example', ...fields }).toString(),
  });
}

describe('the checkout page', () => {
  test('says what it is, needs no script and lets none in', async () => {
    const { url } = await session('<script>alert(1)</script>');
    const page = await fetch(url ?? '');
    const text = await page.text();
    expect(text).toContain('no money moves');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self' http://shop.localhost:3000; base-uri 'none'; frame-ancestors 'none'",
    );
  });

  test('walks through a decline and 3-D Secure to the shop, and loses nothing that was typed', async () => {
    const { id, url } = await session();
    const declined = await (await press(url, { card: 'other', number: '4000 0000 0000 9995' })).text();
    expect(declined).toContain('Your card has insufficient funds.');
    expect(declined).toContain('value="4000000000009995"');
    expect(declined).toContain('value="a@b.example"');
    const secure = { card: '4000002500003155' };
    expect(await (await press(url, secure)).text()).toContain('Approve this payment');
    expect(await (await press(url, { ...secure, approval: 'deny' })).text()).toContain('did not approve');
    const paid = await press(url, { ...secure, approval: 'approve' });
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      `http://shop.localhost:3000/done?session=${id}`,
    ]);
    expect(await (await fetch(url ?? '')).text()).toContain('Already paid');
    // Pressed again from another tab, it charges nobody.
    expect((await press(url, { card: '4242424242424242' })).status).toBe(303);
    const { payment_intent } = await stand.stripe.checkout.sessions.retrieve(id);
    const { data } = await stand.stripe.charges.list({ payment_intent: String(payment_intent) });
    expect(data.filter(({ status }) => status === 'succeeded')).toHaveLength(1);
  });

  test('is over a day later', async () => {
    const { id, url } = await session();
    stand.local.advance(86_401);
    expect((await fetch(url ?? '')).status).toBe(410);
    expect((await stand.stripe.checkout.sessions.retrieve(id)).status).toBe('expired');
    await stand.local.webhooks.settled();
    expect(stand.told.platform.map(({ type }) => type)).toContain('checkout.session.expired');
  });
});
