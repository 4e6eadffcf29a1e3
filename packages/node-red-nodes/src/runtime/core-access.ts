// What the bundle needs of core: named here one by one, so that the bundler can leave out the rest.
export {
  connectionRow,
  deviceMatch,
  didYouMean,
  isControllerError,
  isEndpointId,
  isOperationId,
  matchesFilter,
  openController,
  operations,
  presentName,
  refusal,
  rowFunction,
  rowOf,
  rowsById,
} from "@pointsman/core";
export { openScenes } from "@pointsman/core/scenes";
export { listActions } from "../catalog/actions.ts";
