import { everyButton } from "./every-button.ts";

everyButton(["home", "viewer", "en"], ["home", "viewer", "zh"]);
