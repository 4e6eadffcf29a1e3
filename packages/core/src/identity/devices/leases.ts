import { isAddress, macOf, normalAddress } from "./address.ts";

/** What a DHCP server knows of one address. */
export interface Lease {
  readonly address: string;
  readonly mac?: string;
  /** As the device calls itself. */
  readonly name?: string;
}

/** Reads a lease file of dnsmasq, odhcpd or ISC dhcpd, whichever it is. Of an address that is in it twice the last entry counts. */
export function parseLeases(text: string): readonly Lease[] {
  const leases = /^\s*lease\s+\S+\s*\{/m.test(text)
    ? fromIsc(text)
    : text.split("\n").flatMap((line) => (line.startsWith("#") ? fromOdhcpd(line) : fromDnsmasq(line)));
  return [...new Map(leases.map((lease) => [lease.address, lease])).values()];
}

/** `expiry mac address name client-id`, and below a line `duid …` `expiry iaid address name duid`. */
function fromDnsmasq(line: string): readonly Lease[] {
  const [expiry, hardware = "", address = "", name, client = ""] = line.trim().split(/\s+/);
  if (!/^\d+$/.test(expiry ?? "")) return [];
  return lease(address, macOf(hardware.replace(/^\d\d-/, "")) ?? macOfDuid(client), name);
}

/** `# interface duid-or-mac iaid-or-"ipv4" name expiry id length address/length …` */
function fromOdhcpd(line: string): readonly Lease[] {
  const [, , client = "", , name, , , , ...addresses] = line.trim().split(/\s+/);
  return addresses.flatMap((one) => lease(one.replace(/\/\d+$/, ""), macOf(client) ?? macOfDuid(client), name));
}

function fromIsc(text: string): readonly Lease[] {
  return [...text.matchAll(/^\s*lease\s+(\S+)\s*\{([^}]*)\}/gm)].flatMap(([, address = "", body = ""]) => {
    if (/^\s*binding state (free|expired|released|abandoned)/m.test(body)) return [];
    const mac = macOf(/hardware ethernet ([^;]+);/.exec(body)?.[1] ?? "");
    return lease(address, mac, /client-hostname "([^"]*)";/.exec(body)?.[1]);
  });
}

/** The two kinds of DUID that carry a hardware address of Ethernet: with the time of its making (1), and bare (3). */
function macOfDuid(duid: string): string | undefined {
  const digits = duid.toLowerCase().replaceAll(":", "");
  const [, withTime, bare] = /^(?:00010001[\da-f]{8}([\da-f]{12})|00030001([\da-f]{12}))$/.exec(digits) ?? [];
  return macOf(withTime ?? bare ?? "");
}

function lease(address: string, mac: string | undefined, name: string | undefined): readonly Lease[] {
  if (!isAddress(address) || address === "0.0.0.0") return [];
  const isNamed = name !== undefined && name !== "*" && name !== "-" && name !== "";
  return [{ address: normalAddress(address), ...(mac === undefined ? {} : { mac }), ...(isNamed ? { name } : {}) }];
}
