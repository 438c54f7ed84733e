import type { FastifyRequest } from 'fastify';

const addresses = new WeakMap<FastifyRequest, string>();

export function rememberAddress(request: FastifyRequest, address: string): void {
  addresses.set(request, address);
}

/** Where a request came from, the web server seen through; what Fastify says where nobody remembered it. */
export function rememberedAddress(request: FastifyRequest): string {
  return addresses.get(request) ?? request.ip;
}
