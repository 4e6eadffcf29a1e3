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
      context.report(problemIn(body, context));
      answer(namesIn(body).map(({ name, note }) => ({ value: name, label: note ? `${name} · ${note}` : name })));
    })
    .fail(() => {
      context.report(text(context.catalogue, "live.offline", { message: "" }));
      answer([]);
    });
}

/** The runtime answers with the names, or with the reason why there are none. */
interface Answer {
  readonly names?: readonly { readonly name: string; readonly note?: string }[];
  readonly message?: string;
}

function problemIn(body: unknown, { catalogue }: FieldContext): string | undefined {
  const { names, message = "" } = body as Answer;
  return names === undefined ? text(catalogue, "live.offline", { message }) : undefined;
}

function namesIn(body: unknown): NonNullable<Answer["names"]> {
  return (body as Answer).names ?? [];
}
