import type { Screen } from "../../src/screens/kit/layout.ts";

/** A screen as one readable text: the markup, then each row of buttons. */
export function show(screen: Screen): string {
  const rows = screen.keyboard.map((row) =>
    row.map((button) => `[${button.text}${"style" in button ? ` !${button.style}` : ""}]`).join(" "),
  );
  return [screen.text.markup, "", ...rows].join("\n");
}
