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
  refusal,
  rowOf,
  rowsById,
} from "@pointsman/core";
export { listActions } from "../catalog/actions.ts";
