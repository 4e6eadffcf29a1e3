import { controllerContract } from "./controller.ts";
import { onEveryCore } from "./every-core.ts";

onEveryCore(controllerContract);
