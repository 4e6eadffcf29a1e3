import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { ControllerError } from "../../client/errors.ts";
import type { OperationController } from "../define.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

/** A core that goes down when it is told to restart: its stream ends, and it answers again after some failed calls. */
function restartingCore(extra: Record<string, Answer> = {}) {
  let lose = (): void => {};
  let refusals = 0;
  const core = scriptedCore({
    "core.restart": () => {
      refusals = 2;
      setImmediate(() => lose());
      return { status: "ok" };
    },
    "version.get": () => {
      if (refusals-- > 0) throw new ControllerError("unreachable", "down");
      return { version: "v2" };
    },
    "groups.list": () => ({ proxies: [] }),
    ...extra,
  });
  async function* frames() {
    yield { up: 0, down: 0 };
    await new Promise<void>((_, reject) => {
      lose = () => reject(new ControllerError("unreachable", "lost"));
    });
  }
  const client = { ...core.controller.client, traffic: { stream: frames } };
  return { ...core, controller: { ...core.controller, client } as unknown as OperationController };
}

describe("restart-core", () => {
  test("waits until the stream dropped and the core answers again", async () => {
    const core = restartingCore();
    expect(await createRunner(core).run("restart-core", {}, options)).toMatchObject({ version: "v2" });
    expect(core.sent.filter((line) => line.startsWith("version.get"))).toHaveLength(3);
  });

  test("takes an answer that is cut off for the restart that it announces", async () => {
    const core = restartingCore();
    const { restart } = core.controller.client.core;
    const client = {
      ...core.controller.client,
      core: {
        ...core.controller.client.core,
        restart: async () => {
          await restart({});
          throw new ControllerError("unreachable", "The answer broke off.", { reason: "lost" });
        },
      },
    };
    const cut = { ...core, controller: { ...core.controller, client } as unknown as OperationController };
    expect(await createRunner(cut).run("restart-core", {}, options)).toMatchObject({ version: "v2" });
  });

  test("waits on while the new core has not loaded its groups", async () => {
    let asked = 0;
    const core = restartingCore({ "groups.list": () => ({ proxies: ++asked < 2 ? null : [] }) });
    await createRunner(core).run("restart-core", {}, options);
    expect(asked).toBe(2);
  });

  test("a secret that is refused afterwards ends the wait", async () => {
    const core = restartingCore({
      "version.get": () => {
        throw new ControllerError("unauthorized", "no");
      },
    });
    await expect(createRunner(core).run("restart-core", {}, options)).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("while it runs, others are told that the core is busy", async () => {
    const runner = createRunner(restartingCore());
    const restart = runner.run("restart-core", {}, options);
    await expect(runner.run("flush-dns", {}, options)).rejects.toMatchObject({ code: "busy", reason: "restart-core" });
    await restart;
  });
});

describe("upgrade-core", () => {
  test("being up to date is a result, as the core calls it an error", async () => {
    const core = restartingCore({
      "core.upgrade": () => {
        throw new ControllerError("rejected", "refused", {
          status: 500,
          detail: "update error: already using latest version v2",
        });
      },
    });
    expect(await createRunner(core).run("upgrade-core", {}, options)).toEqual({ was: "v2", version: "v2", tookMs: 0 });
  });

  test("other failures stay failures", async () => {
    const core = restartingCore({
      "core.upgrade": () => {
        throw new ControllerError("rejected", "refused", { status: 500, detail: "downloading: EOF" });
      },
    });
    await expect(
      createRunner(core).run("upgrade-core", { channel: "alpha", force: true }, options),
    ).rejects.toMatchObject({ code: "rejected" });
    expect(core.sent).toContain("core.upgrade /upgrade?channel=alpha&force=true");
  });
});

test("upgrade-geo is busy while the core fetches already", async () => {
  const core = scriptedCore({
    "configs.updateGeo": () => {
      throw new ControllerError("rejected", "refused", { status: 500, detail: "GEO database is updating, skip" });
    },
  });
  await expect(createRunner(core).run("upgrade-geo", {}, options)).rejects.toMatchObject({ code: "busy" });
});

test("reload-config passes path, text and force on", async () => {
  const bodies: unknown[] = [];
  const core = scriptedCore({
    "configs.replace": ({ body }) => void bodies.push(body),
    "version.get": () => ({ version: "v1" }),
  });
  expect(await createRunner(core).run("reload-config", { path: "/etc/core.yaml", force: true }, options)).toMatchObject(
    { version: "v1" },
  );
  expect(bodies).toEqual([{ path: "/etc/core.yaml" }]);
  expect(core.sent[0]).toBe("configs.replace /configs?force=true");
});
