/** Words with which subscriptions label the pseudo-nodes that only carry news. */
const labels =
  /剩余|剩餘|流量|到期|过期|過期|有效期|套餐|官网|官網|网址|網址|重置|续费|續費|公告|客服|订阅|訂閱|telegram|t\.me\/|expir|remain|traffic|bandwidth|reset|renew|website|official|subscri|plan:/i;

/** An address, an amount of data or a date says news too, unless the rest of the name says a place. */
const facts = /https?:\/\/|www\.|(?<![\w.])\d+(?:\.\d+)?\s?[GT]i?B\b|\b20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b/i;

/** True for a subscription's pseudo-node ("剩余流量：99 GB", "Expires 2026-12-31"): never a way out. Judged by the name alone. */
export function isInfoNode(name: string): boolean {
  return labels.test(name) || facts.test(name);
}
