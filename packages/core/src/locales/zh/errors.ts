import type { errors as en } from "../en/errors.ts";

export const errors = {
  unreachable: "无法连接到核心。",
  timeout: "核心未在规定时间内响应。",
  unauthorized: "核心不接受该密钥。",
  "not-found": "没有这个名称的对象。",
  unsupported: "此核心不支持该功能。",
  rejected: "核心拒绝了请求。",
  busy: "正在执行其他操作，请稍后再试。",
  forbidden: "您没有权限执行此操作。",
  "invalid-input": "输入无效。",
  "unexpected-response": "收到的响应不是核心的响应。",
  aborted: "操作已中止。",
} satisfies typeof en;
