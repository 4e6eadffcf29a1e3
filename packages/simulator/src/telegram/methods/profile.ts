import { jsonParam, textParam } from "../params.ts";
import type { Method } from "./method.ts";

const getMe: Method = (state) => ({
  ...state.bot,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
});

const always: Method = () => true;

/** A text of the bot's profile, kept per language. */
function setter(name: string): Method {
  return (state, params) => {
    state.profile.set(`${name}/${textParam(params, "language_code")}`, textParam(params, name));
    return true;
  };
}

function getter(name: string): Method {
  return (state, params) => ({ [name]: state.profile.get(`${name}/${textParam(params, "language_code")}`) ?? "" });
}

const setChatMenuButton: Method = (state, params) => {
  const button = jsonParam(params, "menu_button", "menu button") ?? { type: "default" };
  state.profile.set(`menu_button/${textParam(params, "chat_id")}`, button);
  return true;
};

const getChatMenuButton: Method = (state, params) =>
  state.profile.get(`menu_button/${textParam(params, "chat_id")}`) ?? { type: "commands" };

export const profileMethods = {
  getMe,
  logOut: always,
  close: always,
  setMyName: setter("name"),
  getMyName: getter("name"),
  setMyDescription: setter("description"),
  getMyDescription: getter("description"),
  setMyShortDescription: setter("short_description"),
  getMyShortDescription: getter("short_description"),
  setChatMenuButton,
  getChatMenuButton,
};
