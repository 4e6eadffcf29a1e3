import type { LiveKind } from "../catalog/action.ts";
import type { NodeType } from "../nodes/descriptions.ts";
import { text } from "./texts.ts";

/** What typed fields need to know of their dialog. */
export interface FieldContext {
  /** Whose texts are shown. */
  readonly catalogue: NodeType;
  /** Whether fields may be taken from a message; sources have none. */
  readonly hasMessage: boolean;
  /** Id of the chosen controller, or "" */
  controller(): string;
  /** The group whose members are wanted, or "" */
  group(): string;
  /** Shows why there is no list; undefined: there is one. */
  report(problem: string | undefined): void;
}

/** A typed-input type with names that appear while typing. Free text stays possible, so that nothing stored is ever lost. */
export function liveType(kind: LiveKind, context: FieldContext): TypedInputType {
  return {
    value: kind,
    label: text(context.catalogue, `live.${kind}`),
    icon: "fa fa-bars",
    autoComplete(typed, answer) {
      askNames(kind, typed, context, answer);
    },
  };
}

function askNames(
  kind: LiveKind,
  typed: string,
  context: FieldContext,
  answer: (found: TypedInputOption[]) => void,
): void {
  const controller = context.controller();
  if (controller === "" || controller === "_ADD_") {
    answer([]);
    return;
  }
  const group = kind === "node" ? context.group() : "";
  $.ajax({
    url: `pointsman/controllers/${encodeURIComponent(controller)}/names`,
    type: "GET",
    data: { kind, group, q: typed },
  })
    .done((body) => {
      context.report(undefined);
      answer(namesIn(body).map(({ name, note }) => ({ value: name, label: note ? `${name} · ${note}` : name })));
    })
    .fail(({ responseJSON }) => {
      const message = (responseJSON as { message?: string } | undefined)?.message ?? "";
      context.report(text(context.catalogue, "live.offline", { message }));
      answer([]);
    });
}

function namesIn(body: unknown): readonly { name: string; note?: string }[] {
  return (body as { names: readonly { name: string; note?: string }[] }).names;
}
