import { onEveryCore } from "./every-core.ts";
import { householdContract } from "./household.ts";

onEveryCore(householdContract);
