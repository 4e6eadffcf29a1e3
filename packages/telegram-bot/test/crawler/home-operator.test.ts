import { everyButton } from "./every-button.ts";

everyButton(["home", "operator", "en"], ["home", "operator", "zh"]);
