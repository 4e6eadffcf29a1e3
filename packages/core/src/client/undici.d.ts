// undici's main entry loads fetch, caches and mocks (four times the time of the two parts that we use), and its parts
// come without declarations of their own.
declare module "undici/lib/dispatcher/client.js" {
  import { Client } from "undici";
  export default Client;
}

declare module "undici/lib/core/connect.js" {
  import { buildConnector } from "undici";
  export default buildConnector;
}
