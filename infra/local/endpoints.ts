/** What scripts need to find a running platform; written to `.data/endpoints.json`. */
export interface Endpoints {
  web_url: string;
  api_url: string;
  anon_key: string;
  /** The local Stripe, with its checkout pages; null with Stripe itself. */
  stripe_url: string | null;
  /** Null with Supabase Auth, whose accounts are not ours to make. */
  demo: { email: string; password: string } | null;
}
