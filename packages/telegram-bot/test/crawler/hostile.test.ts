import { everyButton } from "./every-button.ts";

everyButton(["hostile", "admin", "zh"], ["hostile", "viewer", "en"]);
