/** IANA's names of the answers and record types that people meet; others keep their number. */
const statuses: Readonly<Record<number, string>> = {
  0: "NOERROR",
  1: "FORMERR",
  2: "SERVFAIL",
  3: "NXDOMAIN",
  4: "NOTIMP",
  5: "REFUSED",
};

const types: Readonly<Record<number, string>> = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  12: "PTR",
  15: "MX",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  35: "NAPTR",
  43: "DS",
  46: "RRSIG",
  48: "DNSKEY",
  64: "SVCB",
  65: "HTTPS",
  257: "CAA",
};

export function dnsStatus(code: number): string {
  return statuses[code] ?? String(code);
}

/** `TYPE99` as in zone files where the number has no name here. */
export function dnsType(code: number): string {
  return types[code] ?? `TYPE${code}`;
}
