/** Apart, so that a bundler puts the operations into a part of their own. */
export { isOperationId } from "@pointsman/core";
