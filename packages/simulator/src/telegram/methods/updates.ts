import { BotApiError, badRequest } from "../errors.ts";
import { flagParam, integerParam, jsonParam, textParam, type Params } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";
import type { Method } from "./method.ts";

const longestPollSeconds = 50;

const getUpdates: Method = (state, params, signal) => {
  if (state.webhookUrl !== "") {
    throw new BotApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  readAllowedUpdates(state, params);
  return state.updates.poll({
    offset: integerParam(params, "offset") ?? 0,
    limit: clamp(integerParam(params, "limit") ?? 100, 1, 100),
    timeoutMs: clamp(integerParam(params, "timeout") ?? 0, 0, longestPollSeconds) * 1000,
    signal,
  });
};

const setWebhook: Method = (state, params) => {
  const url = textParam(params, "url");
  if (url === "") return deleteWebhook(state, params, AbortSignal.abort());
  if (!url.startsWith("https://")) throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  readAllowedUpdates(state, params);
  if (flagParam(params, "drop_pending_updates")) state.updates.drop();
  state.webhookUrl = url;
  state.updates.terminatePoll(new BotApiError(409, "Conflict: terminated by setWebhook request"));
  return true;
};

const deleteWebhook: Method = (state, params) => {
  if (flagParam(params, "drop_pending_updates")) state.updates.drop();
  state.webhookUrl = "";
  return true;
};

const getWebhookInfo: Method = (state) => ({
  url: state.webhookUrl,
  has_custom_certificate: false,
  pending_update_count: state.updates.pendingCount,
  ...(state.updates.allowed.length > 0 ? { allowed_updates: state.updates.allowed } : {}),
});

function readAllowedUpdates(state: BotState, params: Params): void {
  const kinds = jsonParam(params, "allowed_updates", "allowed_updates");
  if (Array.isArray(kinds)) state.updates.allow(kinds.filter((kind) => typeof kind === "string"));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

export const updateMethods = { getUpdates, setWebhook, deleteWebhook, getWebhookInfo };
