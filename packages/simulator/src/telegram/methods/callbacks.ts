import { badRequest } from "../errors.ts";
import { flagParam, textParam } from "../params.ts";
import type { Method } from "./method.ts";

const answerCallbackQuery: Method = (state, params) => {
  const text = textParam(params, "text");
  const url = textParam(params, "url");
  if (text.length > state.limits.toastLength) throw badRequest("MESSAGE_TOO_LONG");
  state.queries.answer(textParam(params, "callback_query_id"), {
    showAlert: flagParam(params, "show_alert"),
    ...(text === "" ? {} : { text }),
    ...(url === "" ? {} : { url }),
  });
  return true;
};

export const callbackMethods = { answerCallbackQuery };
