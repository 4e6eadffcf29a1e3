import { describe, expect, it } from "vitest";
import { type Bench, type TargetKind, useTarget } from "../target.ts";
import { failure, noRoute, outcome } from "./shapes.ts";

/** Reference §11: flushing caches, and the store that dashboards share. */
export function storageChecks(kind: TargetKind): void {
  describe("caches and storage (§11)", () => {
    const core = useTarget(kind);

    it("flushes fake addresses: 204 although there are none", async () => {
      expect(outcome(await core().post("/cache/fakeip/flush"))).toEqual({ status: 204, text: "" });
    });

    it("flushes DNS: 204; an old core has no such route", async () => {
      const done = kind.profile === "current" ? { status: 204, text: "" } : noRoute;
      expect(outcome(await core().post("/cache/dns/flush"))).toEqual(done);
    });

    if (kind.profile === "old") withoutStorage(core);
    else {
      values(core);
      limits(core);
    }
  });
}

function withoutStorage(core: () => Bench): void {
  it("has no storage: get, put and delete answer the router's 404", async () => {
    expect(outcome(await core().get("/storage/key"))).toEqual(noRoute);
    expect(outcome(await core().put("/storage/key", "1"))).toEqual(noRoute);
    expect(outcome(await core().delete("/storage/key"))).toEqual(noRoute);
  });
}

function values(core: () => Bench): void {
  it("answers null without a line end for a key that nobody wrote", async () => {
    const { status, text, headers } = await core().get("/storage/nothing");
    expect({ status, text, type: headers["content-type"] }).toEqual({
      status: 200,
      text: "null",
      type: "application/json",
    });
  });

  it.each(['{"b":1,"a":[true]}', ' { "spaced" : 1 } ', "7", '"text"', "true", "null", "[]", "1e400"])(
    "gives %j back as it was written",
    async (value) => {
      expect(outcome(await core().put("/storage/value", value))).toEqual({ status: 204, text: "" });
      expect((await core().get("/storage/value")).text).toBe(value);
    },
  );

  it("deletes a key, and a key that is not there: 204", async () => {
    await core().put("/storage/gone", "1");
    expect(outcome(await core().delete("/storage/gone"))).toEqual({ status: 204, text: "" });
    expect((await core().get("/storage/gone")).text).toBe("null");
    expect((await core().delete("/storage/gone")).status).toBe(204);
  });

  it.each(["", "{", "nonsense", "1 2", "'single'"])(
    "refuses %j with Body invalid, and keeps what was there",
    async (value) => {
      await core().put("/storage/kept", "1");
      expect(outcome(await core().put("/storage/kept", value))).toEqual(failure(400, "Body invalid"));
      expect((await core().get("/storage/kept")).text).toBe("1");
    },
  );
}

const mebibyte = 1_048_576;

/** A JSON text of exactly this many bytes. */
function textOf(bytes: number): string {
  return `"${"x".repeat(bytes - 2)}"`;
}

function limits(core: () => Bench): void {
  it("takes a value of 1 MiB and refuses one byte more", async () => {
    expect(outcome(await core().put("/storage/large", textOf(mebibyte + 1)))).toEqual(
      failure(413, "payload exceeds 1MB limit"),
    );
    expect((await core().put("/storage/large", textOf(mebibyte - 1024))).status).toBe(204);
    expect((await core().get("/storage/large")).body).toHaveLength(mebibyte - 1024);
    await core().delete("/storage/large");
  });

  it("says invalid before it says too large", async () => {
    expect((await core().put("/storage/large", "x".repeat(mebibyte + 1))).status).toBe(400);
  });

  it("takes a key of 64 bytes; one of 65 answers 204 and stores nothing", async () => {
    const longest = "k".repeat(64);
    await core().put(`/storage/${longest}`, "1");
    expect((await core().get(`/storage/${longest}`)).text).toBe("1");
    expect((await core().put(`/storage/${longest}k`, "1")).status).toBe(204);
    expect((await core().get(`/storage/${longest}k`)).text).toBe("null");
  });

  it("counts the bytes of a key, not its letters", async () => {
    const chinese = encodeURIComponent("键".repeat(22));
    expect((await core().put(`/storage/${chinese}`, "1")).status).toBe(204);
    expect((await core().get(`/storage/${chinese}`)).text).toBe("null");
  });

  it("drops the oldest other entries when all together exceed 1 MiB", async () => {
    const part = textOf(400 * 1024);
    for (const key of ["first", "second", "third"]) await core().put(`/storage/${key}`, part);
    expect((await core().get("/storage/first")).text).toBe("null");
    expect((await core().get("/storage/second")).body).toHaveLength(part.length);
    expect((await core().get("/storage/third")).body).toHaveLength(part.length);
  });
}
