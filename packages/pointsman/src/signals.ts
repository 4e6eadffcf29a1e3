/** Ends with the first SIGINT, SIGTERM or SIGHUP, or when the wrapper of `npm run` has died without a word. */
export interface EndSignal extends Disposable {
  readonly signal: AbortSignal;
}

/** A second signal ends the process at once, for people who cannot wait. */
export function watchEndSignals(environment: Readonly<Record<string, string | undefined>>): EndSignal {
  const end = new AbortController();
  const onSignal = (): void => {
    if (end.signal.aborted) process.exit(130);
    end.abort();
  };
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of names) process.on(name, onSignal);
  const isWrapped = environment["POINTSMAN_WRAPPED"] !== undefined && process.channel !== undefined;
  const onDisconnect = (): void => end.abort();
  if (isWrapped) {
    process.on("disconnect", onDisconnect);
    // The listener alone would keep the process running.
    process.channel?.unref();
  }
  return {
    signal: end.signal,
    [Symbol.dispose]() {
      for (const name of names) process.off(name, onSignal);
      process.off("disconnect", onDisconnect);
    },
  };
}
