import type { Trigger } from '../trpc/outputs.ts';

/** A call of a trigger that a shell can make, signed with what stands in `$SECRET`. */
export function curlExample(scheme: Trigger['scheme'], url: string): string {
  const body = `BODY='{"text": "What is 17.5% of 2,400?"}'`;
  if (scheme === 'github') {
    return [
      body,
      `SIGNATURE="$(printf %s "$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //')"`,
      `curl -X POST '${url}' \\`,
      `  -H 'content-type: application/json' \\`,
      `  -H "x-github-delivery: test-$(date +%s)" \\`,
      `  -H "x-hub-signature-256: sha256=$SIGNATURE" \\`,
      `  --data-binary "$BODY"`,
    ].join('\n');
  }
  return [
    body,
    `TIME="$(date +%s)"`,
    `ID="msg_$TIME"`,
    `KEY="$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')"`,
    `SIGNATURE="$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)"`,
    `curl -X POST '${url}' \\`,
    `  -H 'content-type: application/json' \\`,
    `  -H "webhook-id: $ID" -H "webhook-timestamp: $TIME" \\`,
    `  -H "webhook-signature: v1,$SIGNATURE" \\`,
    `  --data-binary "$BODY"`,
  ].join('\n');
}
