export { configExample, configPage } from "./config/reference/pages.ts";
export { configSchema, type SchemaNode } from "./config/reference/schema-document.ts";
export { main } from "./main.ts";
