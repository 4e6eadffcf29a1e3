export { runDemo } from "./main.ts";
