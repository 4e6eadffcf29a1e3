import { everyButton } from "./every-button.ts";

everyButton(["empty", "admin", "en"], ["empty", "viewer", "zh"]);
