import { hasIdForm } from '../frame/has-id-form.ts';

/** What an address of the dashboard adds to the filters: the runs behind a point, key, member, model or error. */
export interface Behind {
  from?: string;
  to?: string;
  api_key_id?: `key_${string}`;
  member_id?: string;
  model?: string;
  error_code?: string;
}
export const behindKeys = ['from', 'to', 'key', 'member', 'model', 'error'] as const;

/** What is no such thing is left out. */
export function behindOf(search: { get(key: string): string | null }): Behind {
  const [from, to] = [momentOf(search.get('from')), momentOf(search.get('to'))];
  const [key, member, model] = [search.get('key'), search.get('member'), search.get('model')];
  const error = search.get('error');
  return {
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(hasIdForm('key', key) ? { api_key_id: key } : {}),
    ...(member !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(member)
      ? { member_id: member }
      : {}),
    ...(model ? { model: model.slice(0, 200) } : {}),
    ...(error ? { error_code: error.slice(0, 100) } : {}),
  };
}

function momentOf(text: string | null): string | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
