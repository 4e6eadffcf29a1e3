import { delayContract } from "./delays.ts";
import { onEveryCore } from "./every-core.ts";

onEveryCore(delayContract, "delays-house.yaml");
