import { ControllerError, isControllerError } from "../../client/errors.ts";
import { defineOperation } from "../define.ts";
import { NoInput, Took } from "../shapes.ts";
import { timed } from "../timed.ts";

export const upgradeGeo = defineOperation({
  id: "upgrade-geo",
  danger: "reversible",
  summary: "Fetch the geo databases anew",
  input: NoInput,
  output: Took,
  lock: () => "geo",
  run({ controller: { client }, signal }) {
    return timed(() =>
      client.configs.updateGeo({}, { signal }).catch((error: unknown) => {
        if (!isControllerError(error) || !error.detail?.includes("is updating")) throw error;
        throw new ControllerError("busy", "The core is fetching its geo databases already.", {
          endpoint: "configs.updateGeo",
          cause: error,
        });
      }),
    );
  },
});
