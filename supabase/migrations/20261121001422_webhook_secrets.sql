-- Secrets are rotated on behalf of the member who asks, by the one role that reads an envelope.
grant update (secret_hint, old_secret_until) on public.webhook_endpoints to agent_factory_worker;
revoke update (envelope, key_version, secret_hint, old_secret_until) on public.webhook_endpoints
  from agent_factory_member;
