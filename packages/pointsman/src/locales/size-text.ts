/** `512 MB`, `80 GB`: as exact as one cares, in steps of 1,000. */
export function sizeText(megabytes: number): string {
  return megabytes < 10_000 ? `${Math.round(megabytes)} MB` : `${Math.round(megabytes / 1000)} GB`;
}
