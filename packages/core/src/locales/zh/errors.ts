import type { errors as en } from "../en/errors.ts";

export const errors = {
  unreachable: "无法连接到内核。",
  timeout: "内核未在规定时间内响应。",
  unauthorized: "内核不接受该密钥。",
  "not-found": "没有这个名称的对象。",
  unsupported: "此内核不支持该功能。",
  rejected: "内核拒绝了请求。",
  busy: "正在执行其他操作，请稍后再试。",
  forbidden: "您没有权限执行此操作。",
  "invalid-input": "输入无效。",
  "unexpected-response": "收到的响应不是内核的响应。",
  aborted: "操作已中止。",
} satisfies typeof en;
