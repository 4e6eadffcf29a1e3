import { describe, expect, it } from "vitest";
import { startSimulator } from "../start.ts";

async function allowedOrigin(allowOrigins: string[], origin: string): Promise<string | null> {
  await using simulator = await startSimulator({
    config: JSON.stringify({ "external-controller-cors": { "allow-origins": allowOrigins } }),
  });
  const response = await fetch(`${simulator.url}/version`, { headers: { origin } });
  await response.text();
  return response.headers.get("access-control-allow-origin");
}

describe("allowed origins", () => {
  it.each([
    [["*"], "http://any.test", "*"],
    [["https://*.example.com"], "https://a.example.com", "https://a.example.com"],
    [["https://*.example.com"], "https://example.com", null],
    [["http://one.test"], "http://one.test", "http://one.test"],
    [["http://one.test"], "http://two.test", null],
    [[], "http://one.test", null],
  ])("with %j an origin %s gets %j", async (origins, origin, expected) => {
    expect(await allowedOrigin(origins, origin)).toBe(expected);
  });
});
