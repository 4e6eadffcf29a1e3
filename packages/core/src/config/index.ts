export { controllerOptions } from "./controller-options.ts";
export { type LoadOptions, loadConfig } from "./load.ts";
export { ConfigError, type ConfigMistake } from "./mistakes.ts";
export { type CoreConfig, coreConfigShape } from "./schema.ts";
