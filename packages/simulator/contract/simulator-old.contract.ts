import { simulatorTarget } from "./simulator-target.ts";
import { contract } from "./suite.ts";

contract(simulatorTarget("old"));
