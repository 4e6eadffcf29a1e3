import { everyButton } from "./every-button.ts";

everyButton(["many", "admin", "en"]);
