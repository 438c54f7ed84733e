import ipaddr from 'ipaddr.js';

/** Everything that the internet routes lies here today; `::/3` is full of forms that embed an IPv4 address. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');
const documentation = ipaddr.parseCIDR('3fff::/20');
/** A public address by number, yet every Azure machine reaches its own host there. */
const azureHost = '168.63.129.16';

/**
 * Whether an IP address belongs to the public internet: not loopback, private, link-local (cloud metadata),
 * carrier NAT, multicast, reserved, nor IPv6 that carries an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return address.toString() !== azureHost;
  return address.match(globalUnicast) && !address.match(documentation);
}
