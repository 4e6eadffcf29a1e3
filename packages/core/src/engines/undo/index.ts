export { openUndoBook, type DoneStep, type UndoBookOptions, type UndoEngine, type UndoRecord } from "./undo-book.ts";
