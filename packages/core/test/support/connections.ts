import type { Connection, ConnectionsFrame } from "../../src/schemas/connection.ts";

type Overrides = Partial<Omit<Connection, "metadata">> & { readonly metadata?: Partial<Connection["metadata"]> };

/** One open connection as the core lists it; 0 bytes unless told. */
export function connection(id: string, { metadata, ...overrides }: Overrides = {}): Connection {
  return {
    id,
    upload: 0,
    download: 0,
    start: "2026-11-24T10:00:00.123456789+08:00",
    chains: ["HK 01", "Proxy"],
    rule: "Match",
    rulePayload: "",
    ...overrides,
    metadata: {
      network: "tcp",
      type: "Mixed",
      sourceIP: "192.168.1.20",
      sourcePort: "50000",
      destinationIP: "",
      destinationPort: "443",
      host: "example.com",
      process: "",
      ...metadata,
    },
  };
}

/** A frame whose totals are those of its connections plus what others had. */
export function frameOf(
  connections: readonly Connection[],
  others: { readonly upload?: number; readonly download?: number } = {},
): ConnectionsFrame {
  const sum = (key: "upload" | "download"): number =>
    connections.reduce((total, one) => total + one[key], others[key] ?? 0);
  return { uploadTotal: sum("upload"), downloadTotal: sum("download"), connections: [...connections] };
}
