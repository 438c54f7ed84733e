-- The second factor of local auth (RFC 6238), as the protocol of Supabase Auth has it; and when a session was last
-- seen. The real service brings tables of its own, where this file changes nothing.
do $migration$
begin
  if to_regclass('auth.local_outbox') is null then
    return;
  end if;

  create table auth.mfa_factors (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    factor_type text not null check (factor_type in ('totp', 'recovery_code')),
    friendly_name text check (char_length(friendly_name) between 1 and 100),
    status text not null default 'unverified' check (status in ('unverified', 'verified')),
    -- AES-256-GCM under a key that is not in this database; bound to this row's id.
    sealed_secret bytea,
    -- The time step of the newest code that was taken: no code serves twice.
    last_step bigint not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    last_challenged_at timestamptz,
    check ((factor_type = 'totp') = (sealed_secret is not null))
  );
  create index mfa_factors_user_id_idx on auth.mfa_factors (user_id);
  create unique index mfa_factors_one_name on auth.mfa_factors (user_id, lower(friendly_name));
  create unique index mfa_factors_one_set_of_codes on auth.mfa_factors (user_id) where factor_type = 'recovery_code';

  create table auth.mfa_challenges (
    id uuid primary key default gen_random_uuid(),
    factor_id uuid not null references auth.mfa_factors (id) on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
  );
  create index mfa_challenges_factor_id_idx on auth.mfa_challenges (factor_id);
  create index mfa_challenges_expires_at_idx on auth.mfa_challenges (expires_at);

  create table auth.mfa_recovery_codes (
    factor_id uuid not null references auth.mfa_factors (id) on delete cascade,
    -- HMAC-SHA-256; the code itself is nowhere in this database.
    code_hash bytea not null,
    used_at timestamptz,
    primary key (factor_id, code_hash)
  );

  alter table auth.sessions
    -- Which factor raised it to aal2; null again once that factor is gone.
    add column factor_id uuid references auth.mfa_factors (id) on delete set null,
    add column last_seen_at timestamptz not null default now();
  update auth.sessions set last_seen_at = refreshed_at;
  create index sessions_factor_id_idx on auth.sessions (factor_id) where factor_id is not null;

  declare
    name text;
  begin
    foreach name in array array['mfa_factors', 'mfa_challenges', 'mfa_recovery_codes'] loop
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
