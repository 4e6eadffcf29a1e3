import { followingContract } from "./following.ts";
import { onEveryCore } from "./every-core.ts";

onEveryCore(followingContract, "following-house.yaml");
