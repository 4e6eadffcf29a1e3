// What a process needs that offers its cores the same as the app does, without the app's own outlets: the demo.
export { appConfig, type AppConfig } from "../config/app.ts";
export { type AuditFile, openAuditFile } from "./audit-file.ts";
export { type Cores, type CoresOptions, openCores } from "./cores.ts";
export { createLogger, type Logger, type LoggerOptions } from "./logger.ts";
export { PartStack } from "./parts.ts";
