export {
  type History,
  type HistoryOptions,
  type HistoryReader,
  type HistoryReaderOptions,
  openHistory,
  openHistoryReader,
} from "./history.ts";
export {
  type Curve,
  curves,
  type HistoryLine,
  type HistoryPoint,
  type HistorySeries,
  type SeriesQuery,
} from "./series.ts";
