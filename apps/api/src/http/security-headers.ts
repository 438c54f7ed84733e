import type { FastifyHelmetOptions } from '@fastify/helmet';

/** For answers that are data: nothing in them may load or be framed, whatever a browser takes them for. */
export function securityHeaders(mode: 'local' | 'production'): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'same-site' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: mode === 'production' && { maxAge: 31_536_000, includeSubDomains: true },
  };
}

/** For the few readable pages: own scripts and styles, no inline script. */
export const pageSecurityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // The API description's reader sets style elements and attributes of its own.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
} as const;
