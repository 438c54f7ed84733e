import { z } from 'zod';
import { attachPaymentMethod } from '../acts/payment-methods.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { address, clearable, integer, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { route } from '../http/route.ts';
import { newCustomer } from '../shapes/customer.ts';
import { noAddress } from '../shapes/none.ts';

const fields = {
  address: z.union([address, z.literal('')]).optional(),
  balance: integer.optional(),
  description: clearable.optional(),
  email: clearable.optional(),
  name: clearable.optional(),
  phone: clearable.optional(),
  metadata: metadata.optional(),
  preferred_locales: z.array(text).optional(),
  tax_exempt: z.enum(['none', 'exempt', 'reverse']).optional(),
  invoice_settings: z
    .strictObject({ default_payment_method: clearable.optional(), footer: clearable.optional() })
    .optional(),
};
type Fields = z.output<ReturnType<typeof strict>>;
const strict = () => z.strictObject(fields);

function lay(customer: ReturnType<typeof newCustomer>, given: Fields): void {
  if (given.address !== undefined) {
    customer.address = given.address === '' ? null : { ...noAddress(), ...defined(given.address) };
  }
  if (given.balance !== undefined) customer.balance = given.balance;
  if (given.description !== undefined) customer.description = given.description;
  if (given.email !== undefined) customer.email = given.email;
  if (given.name !== undefined) customer.name = given.name;
  if (given.phone !== undefined) customer.phone = given.phone;
  if (given.preferred_locales !== undefined) customer.preferred_locales = given.preferred_locales;
  if (given.tax_exempt !== undefined) customer.tax_exempt = given.tax_exempt;
  const settings = given.invoice_settings;
  if (settings?.default_payment_method !== undefined) {
    customer.invoice_settings.default_payment_method = settings.default_payment_method;
  }
  if (settings?.footer !== undefined) customer.invoice_settings.footer = settings.footer;
  customer.metadata = mergeMetadata(customer.metadata, given.metadata);
}

function defined<T extends object>(value: T): { [K in keyof T]-?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
    [K in keyof T]-?: NonNullable<T[K]>;
  };
}

export const customers = [
  route('POST', '/v1/customers', z.strictObject({ ...fields, payment_method: text.optional() }), (call) => {
    const { world, account, params } = call;
    const customer = newCustomer(world.birth('customer'));
    const { payment_method, ...given } = params;
    lay(customer, given);
    world.put(account, customer);
    if (payment_method !== undefined) attachPaymentMethod(call, payment_method, customer.id);
    world.emit(account, 'customer.created', customer);
    return customer;
  }),
  route('GET', '/v1/customers/:id', nothing, (call) => {
    const id = call.path.id ?? '';
    const deleted = call.world.store.setting(`deleted:${id}`);
    if (deleted !== null) return { id, object: 'customer', deleted: true };
    return need(call, 'customer', id);
  }),
  route(
    'POST',
    '/v1/customers/:id',
    z.strictObject({ ...fields, default_source: text.optional() }),
    (call) => {
      const { world, account, params } = call;
      const customer = need(call, 'customer', call.path.id ?? '');
      const { default_source, ...given } = params;
      const method = given.invoice_settings?.default_payment_method;
      if (typeof method === 'string')
        need(call, 'payment_method', method, 'invoice_settings[default_payment_method]');
      lay(customer, given);
      world.put(account, customer);
      world.emit(account, 'customer.updated', customer, {});
      return customer;
    },
  ),
  route('DELETE', '/v1/customers/:id', nothing, (call) => {
    const { world, account } = call;
    const customer = need(call, 'customer', call.path.id ?? '');
    world.store.remove(customer.id);
    world.store.keepSetting(`deleted:${customer.id}`, 'customer');
    world.emit(account, 'customer.deleted', customer);
    return { id: customer.id, object: 'customer', deleted: true };
  }),
  route('GET', '/v1/customers', z.strictObject({ ...page, email: text.optional() }), (call) =>
    listOf(call, 'customer', '/v1/customers', filters({ email: call.params.email })),
  ),
];
