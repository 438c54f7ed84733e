import type { MetadataRoute } from 'next';

/** Pages that are somebody's alone by their address: machines stay away from them. Everything else asks for a session. */
const closed = ['/api/', '/join', '/erased/', '/shared/', '/reset-password', '/second-factor', '/outbox'];

export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', allow: '/', disallow: closed } };
}
