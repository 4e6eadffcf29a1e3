// What the bundle needs of core: named here one by one, so that the bundler can leave out the rest.
export {
  didYouMean,
  isControllerError,
  isEndpointId,
  isOperationId,
  openController,
  operations,
  refusal,
  rowOf,
  rowsById,
} from "@pointsman/core";
export { listActions } from "../catalog/actions.ts";
