import type { NextConfig } from 'next';

/** Every answer carries these; the policy for scripts, which changes with each answer, is set in proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  // Browsers heed it over HTTPS alone, so it does no harm on a laptop.
  { key: 'Strict-Transport-Security', value: 'max-age=63072000' },
];

const config: NextConfig = {
  // The rooms export TypeScript sources; there is no build step between them and the browser.
  transpilePackages: ['@agent-factory/contracts', '@agent-factory/spec', '@agent-factory/ui', 'geist'],
  poweredByHeader: false,
  reactStrictMode: true,
  // The `types` task checks this room together with all others; a second pass here would double its time.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    optimizePackageImports: ['@agent-factory/ui', 'radix-ui'],
    // turbo keeps whole builds by their content; a second cache of 110 MB costs a first start more than it saves later.
    turbopackFileSystemCacheForBuild: false,
  },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
  redirects: async () => [{ source: '/', destination: '/agents', permanent: false }],
};

export default config;
