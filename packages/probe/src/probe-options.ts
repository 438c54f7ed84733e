export interface ProbeOptions {
  /** `https://api.example.com`, without a slash at its end. */
  url: string;
  /** Two tenants by their bearers (access tokens or API keys), or where two can be signed up. */
  tenants:
    | { kind: 'given'; a: string; b: string; teamA: string | null; teamB: string | null }
    | { kind: 'sign-up'; authUrl: string; anonKey: string };
  /** Answers any POST with 2xx, so that webhooks can be made. */
  receiver: string;
  /** A key of a model vendor that the vendor accepts, so that provider keys can be made; null leaves them untried. */
  providerKey: { vendor: string; secret: string } | null;
  maxRequests: number;
  maxMinutes: number;
  /** Only routes whose id fits; for tests, and to look again at one. Such a report is incomplete. */
  only?: RegExp;
  /** Told what is done next. */
  say?: (line: string) => void;
}
