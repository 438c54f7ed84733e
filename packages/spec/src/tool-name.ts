const maxLength = 64;

/**
 * What an agent, its rules, events and models call a tool that its server named: vendors of models take letters,
 * digits, "_" and "-", 64 at most, and servers say `repos/get` or `calendar.events.list`.
 */
export function toolNameOf(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, maxLength);
}
