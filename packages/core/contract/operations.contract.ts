import { operationContract } from "./operations.ts";
import { onEveryCore } from "./every-core.ts";

onEveryCore(operationContract);
