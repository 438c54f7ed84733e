export { insertApiKey, type NewApiKey } from './insert-api-key.ts';
export { listApiKeys } from './list-api-keys.ts';
export { revokeApiKey } from './revoke-api-key.ts';
export { rotateApiKey } from './rotate-api-key.ts';
export type { ApiKeyRow } from './rows.ts';
export { selectApiKey } from './select-api-key.ts';
export { selectApiKeyBounds } from './select-api-key-bounds.ts';
export { type ApiKeyChange, updateApiKey } from './update-api-key.ts';
export { type UsedApiKey, useApiKey } from './use-api-key.ts';
