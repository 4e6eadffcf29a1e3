import { expect, test } from "vitest";
import { createCredentials } from "./credentials.ts";

test("the secret is a bearer header, byte for byte its UTF-8", () => {
  const { headers } = createCredentials({ secret: "пароль-€-🔑" });
  expect(Buffer.from(headers["authorization"] ?? "", "latin1").toString("utf8")).toBe("Bearer пароль-€-🔑");
});

test("without a secret no header is sent", () => {
  expect(createCredentials({}).headers).toEqual({});
  expect(createCredentials({ secret: "" }).headers).toEqual({});
});

test("other headers are kept, and the secret wins over an authorization among them", () => {
  const { headers } = createCredentials({
    secret: "s",
    headers: { "CF-Access-Client-Id": "abc", Authorization: "Basic x" },
  });
  expect(headers).toEqual({ "CF-Access-Client-Id": "abc", authorization: "Bearer s" });
});

test("an authorization header of one's own serves where there is no secret", () => {
  expect(createCredentials({ headers: { Authorization: "Basic x" } }).headers).toEqual({ Authorization: "Basic x" });
});

test.each([
  [{ secret: "line\n" }, "secret holds a line break"],
  [{ secret: "a\u0000b" }, "secret holds a line break"],
  [{ headers: { "a b": "x" } }, '"a b" is not a header\'s name'],
  [{ headers: { "X-Key": "canary\r\nX: y" } }, 'value of the header "X-Key" must be one line'],
  [{ headers: { Host: "canary" } }, '"Host" cannot be set'],
])("what no header can hold is refused without repeating it: %j", (options, sentence) => {
  expect(() => createCredentials(options)).toThrow(sentence);
  expect(() => createCredentials(options)).not.toThrow("canary");
});

test("a secret that comes back in any of its shapes is taken out of a text", () => {
  const { redact } = createCredentials({ secret: "schlüssel/1", headers: { "X-Key": "hunter22" } });
  const bytes = Buffer.from("schlüssel/1").toString("latin1");
  expect(redact(`a schlüssel/1 b ${bytes} c schl%C3%BCssel%2F1 d hunter22`)).toBe("a ••• b ••• c ••• d •••");
});

test("of two secrets that hold one another the longer goes first", () => {
  const { redact } = createCredentials({ secret: "abc", headers: { "X-Key": "abcdef" } });
  expect(redact("abcdef")).toBe("•••");
});
