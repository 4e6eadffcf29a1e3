import { onEveryCore } from "./every-core.ts";
import { sceneContract } from "./scenes.ts";

onEveryCore(sceneContract);
