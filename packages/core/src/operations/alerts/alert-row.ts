import type { Alert } from "../../engines/alerts/model/types.ts";
import { alertText } from "../../locales/alert-text.ts";
import type { Language } from "../../locales/languages.ts";

/** An alert as JSON, with its sentence. */
export function alertRow(
  { controller, data, ...alert }: Alert,
  language: Language,
): Omit<Alert, "controller" | "data"> & {
  readonly controller?: string;
  readonly text: string;
  readonly data: Record<string, unknown>;
} {
  return {
    ...alert,
    ...(controller === null ? undefined : { controller }),
    text: alertText({ ...alert, controller, data } as Alert, language),
    data: { ...data },
  };
}
