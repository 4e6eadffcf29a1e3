import type { FindingOf } from "../model/finding.ts";
import type { DeviceReading, QuotaReading } from "../model/inputs.ts";

/** So long after the first reading of all every device is simply there. */
const learnMs = 86_400_000;
/** Devices remembered per controller; the longest unseen gives way. */
const maxDevices = 5000;
/** A spike is over below this share of the limit. */
const calmShare = 0.5;

/** When each device was seen last. */
export interface KnownDevices {
  readonly since: number;
  readonly seen: Readonly<Record<string, number>>;
}

/** Who was never there before. */
export function newDevices(
  known: KnownDevices | undefined,
  readings: readonly DeviceReading[],
  now: number,
): { readonly known: KnownDevices; readonly findings: readonly FindingOf<"new-device">[] } {
  const since = known?.since ?? now;
  const seen = new Map(Object.entries(known?.seen ?? {}));
  const findings = readings.flatMap(({ device, name }): FindingOf<"new-device">[] => {
    const isNew = !seen.has(device);
    seen.delete(device);
    seen.set(device, now);
    if (!isNew || now - since < learnMs) return [];
    return [{ kind: "new-device", subject: device, data: { device, ...(name === undefined ? undefined : { name }) } }];
  });
  const kept = [...seen].slice(-maxDevices);
  return { known: { since, seen: Object.fromEntries(kept) }, findings };
}

/** @param isOpen Whether that device's spike is open: it ends well below where it began. */
export function spikes(
  readings: readonly DeviceReading[],
  minutes: number,
  limitBytesPerHour: number,
  isOpen: (device: string) => boolean,
): readonly FindingOf<"device-spike">[] {
  const limit = limitBytesPerHour * (minutes / 60);
  return readings.flatMap(({ device, name, bytes }): FindingOf<"device-spike">[] => {
    if (bytes < limit * (isOpen(device) ? calmShare : 1)) return [];
    const data = { device, ...(name === undefined ? undefined : { name }), bytes, minutes };
    return [{ kind: "device-spike", subject: device, data }];
  });
}

export function quotaFindings(
  readings: readonly QuotaReading[],
  percents: readonly number[],
): readonly FindingOf<"device-quota">[] {
  return readings.flatMap(({ quota, device, used, limit }): FindingOf<"device-quota">[] => {
    if (limit <= 0) return [];
    const percent = (used / limit) * 100;
    const step = Math.max(0, ...[...percents, 100].filter((one) => percent >= one));
    if (step === 0) return [];
    return [{ kind: "device-quota", subject: quota, data: { quota, device, step, used, limit }, step }];
  });
}

export function quotaForecasts(readings: readonly QuotaReading[]): readonly FindingOf<"device-quota-runs-out">[] {
  return readings.flatMap(({ quota, device, used, limit, runsOutAt, resetsAt }) => {
    if (runsOutAt === undefined || resetsAt === undefined || runsOutAt >= resetsAt || used >= limit) return [];
    return [{ kind: "device-quota-runs-out", subject: quota, data: { quota, device, runsOutAt, resetsAt } }];
  });
}
