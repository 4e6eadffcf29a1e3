import type { AdminUser } from "./node-red.ts";

export const admin: AdminUser = { username: "admin", password: "a", scope: "*" };
export const reader: AdminUser = { username: "reader", password: "r", scope: "read" };

/** Users without hashes, which would take a password hasher to make. */
export const adminAuth = `adminAuth: {
  type: "credentials",
  users: async (username) => ({ username, permissions: username === "admin" ? "*" : "read" }),
  authenticate: async (username) => ({ username, permissions: username === "admin" ? "*" : "read" }),
},`;
