import { everyButton } from "./every-button.ts";

everyButton(["home", "admin", "en"], ["home", "admin", "zh"]);
