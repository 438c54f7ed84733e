-- Local auth: what the stand-in for Supabase Auth keeps beside auth.users. The real service brings its
-- own tables (and its ledger auth.schema_migrations); where those are, this file changes nothing.
do $migration$
begin
  if to_regclass('auth.schema_migrations') is not null or to_regclass('auth.refresh_tokens') is not null then
    return;
  end if;

  create table auth.identities (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    provider text not null check (provider in ('email', 'google', 'github')),
    -- The provider's own id of the person; for 'email' the user's id.
    provider_id text not null,
    identity_data jsonb not null default '{}',
    email text generated always as (lower(identity_data ->> 'email')) stored,
    last_sign_in_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (provider, provider_id)
  );
  create index identities_user_id_idx on auth.identities (user_id);

  create table auth.sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    aal text not null default 'aal1' check (aal in ('aal1', 'aal2', 'aal3')),
    -- How the person proved who they are: [{ "method": "password", "timestamp": 1795246000 }].
    amr jsonb not null,
    ip text,
    user_agent text,
    created_at timestamptz not null default now(),
    refreshed_at timestamptz not null default now()
  );
  create index sessions_user_id_idx on auth.sessions (user_id);

  create table auth.refresh_tokens (
    id bigint generated always as identity primary key,
    session_id uuid not null references auth.sessions (id) on delete cascade,
    -- HMAC-SHA-256; the token itself is nowhere in this database.
    token_hash bytea not null unique,
    -- Set once, when the token was exchanged; the successor is sealed under the exchanged token.
    used_at timestamptz,
    sealed_successor bytea,
    created_at timestamptz not null default now(),
    check ((used_at is null) = (sealed_successor is null))
  );
  create index refresh_tokens_session_id_idx on auth.refresh_tokens (session_id);

  -- What a mail carries: a link token and a six-digit code for the same act. One of a kind per address.
  create table auth.one_time_tokens (
    id uuid primary key default gen_random_uuid(),
    kind text not null check (kind in ('signup', 'magiclink', 'recovery', 'email_change', 'reauthentication')),
    email text not null,
    -- Null while nobody has this address yet: the account is made when the link proves it.
    user_id uuid references auth.users (id) on delete cascade,
    token_hash bytea not null unique,
    code_hash bytea not null,
    code_failures int not null default 0,
    code_challenge text,
    user_meta_data jsonb not null default '{}',
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    unique (email, kind)
  );
  create index one_time_tokens_user_id_idx on auth.one_time_tokens (user_id);
  create index one_time_tokens_expires_at_idx on auth.one_time_tokens (expires_at);

  -- A sign-in that is under way in a browser: at a provider (state), or back with a code to exchange (PKCE).
  create table auth.flow_states (
    id uuid primary key default gen_random_uuid(),
    state_hash bytea unique,
    auth_code_hash bytea unique,
    provider text check (provider in ('google', 'github')),
    user_id uuid references auth.users (id) on delete cascade,
    authentication_method text not null
      check (authentication_method in ('otp', 'recovery', 'email/signup', 'email_change', 'oauth')),
    code_challenge text,
    redirect_to text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    check (state_hash is not null or auth_code_hash is not null)
  );
  create index flow_states_user_id_idx on auth.flow_states (user_id);
  create index flow_states_expires_at_idx on auth.flow_states (expires_at);

  -- Fixed windows that count guesses and mails; the subject is a keyed hash of an address or an IP.
  create table auth.rate_limits (
    bucket text not null,
    subject bytea not null,
    hits int not null,
    expires_at timestamptz not null,
    primary key (bucket, subject)
  );
  create index rate_limits_expires_at_idx on auth.rate_limits (expires_at);

  -- Mail that was not sent: local mode shows it instead.
  create table auth.local_outbox (
    id bigint generated always as identity primary key,
    recipient text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    created_at timestamptz not null default now()
  );

  declare
    name text;
  begin
    foreach name in array array[
      'identities', 'sessions', 'refresh_tokens', 'one_time_tokens', 'flow_states', 'rate_limits', 'local_outbox'
    ] loop
      execute format('alter table auth.%I enable row level security', name);
      execute format('alter table auth.%I force row level security', name);
      execute format('revoke all on auth.%I from public', name);
      execute format('grant select, insert, update, delete on auth.%I to agent_factory_auth', name);
      execute format(
        'create policy "the auth service keeps these" on auth.%I to agent_factory_auth using (true) with check (true)',
        name
      );
    end loop;
  end;
end
$migration$;
