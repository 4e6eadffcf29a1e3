import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { locales } from "../../locales/index.ts";
import { brokenScreen } from "./broken.ts";

test.each(Object.values(locales))("what could not be drawn leads home, in $tag", (t) => {
  const text = show(brokenScreen(home, t));
  expect(text).toContain(t.toast.bug);
  expect(text).toContain(`[${t.nav.home}]`);
});
