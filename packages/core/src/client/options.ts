/** How TLS is spoken; PEM texts, not file names. */
export interface TlsOptions {
  /** Authorities to trust instead of the system's. */
  readonly ca?: string;
  /** Our own certificate and key, where the core asks for one. */
  readonly cert?: string;
  readonly key?: string;
  /** The name that the certificate must be for, where it differs from the address. */
  readonly serverName?: string;
  /** Accept any certificate, as a core makes its own when none is configured. */
  readonly insecure?: boolean;
}

export interface ClientOptions {
  /**
   * `http://192.168.1.1:9090`, `https://…`, with a path prefix where a reverse proxy adds one, or `unix:/run/core.sock`.
   * A list: the first that answers.
   */
  readonly url: string | readonly string[];
  /** Sent as a bearer header only, never in an address. */
  readonly secret?: string;
  readonly tls?: TlsOptions;
  /** Sent with every request, for what stands in front of the core. Values count as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The controller's name in errors; its address never stands there. */
  readonly name?: string;
  /** Replaces the deadline of every query and command that has none of its own, in ms. */
  readonly timeoutMs?: number;
  /** Largest answer accepted, in bytes; default 128 MiB. */
  readonly maxBodyBytes?: number;
  /** Largest frame accepted, in bytes; default 64 MiB. */
  readonly maxFrameBytes?: number;
}
