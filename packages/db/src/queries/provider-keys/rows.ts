import type { ProviderKeyId, ProviderKeyStatus } from '@agent-factory/contracts';

/** What members see of a key; its envelope is the worker's alone. */
export interface ProviderKeyRow {
  id: ProviderKeyId;
  vendor: string;
  label: string;
  baseUrl: string | null;
  weight: number;
  status: ProviderKeyStatus;
  masked: string;
  testedAt: Date | null;
  lastError: string | null;
  createdAt: Date;
}

export const providerKeyColumns = [
  'id',
  'vendor',
  'label',
  'base_url as baseUrl',
  'weight',
  'status',
  'masked',
  'tested_at as testedAt',
  'last_error as lastError',
  'created_at as createdAt',
] as const;

/** A key as the router needs it, still closed. */
export interface SealedProviderKeyRow {
  id: ProviderKeyId;
  vendor: string;
  baseUrl: string | null;
  weight: number;
  envelope: Buffer;
}

export const sealedProviderKeyColumns = [
  'id',
  'vendor',
  'base_url as baseUrl',
  'weight',
  'envelope',
] as const;
