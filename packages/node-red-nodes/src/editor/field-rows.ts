import type { Field, StoredField } from "../catalog/action.ts";
import type { NodeType } from "../nodes/descriptions.ts";
import { element } from "./element.ts";
import { type FieldContext, liveType } from "./live-list.ts";
import { fieldHint, fieldLabel, ownText, text } from "./texts.ts";

type FieldType = string | TypedInputType;

const fromFlow: readonly FieldType[] = ["msg", "flow", "global", "env", "jsonata"];
const builtIn = ["str", "num", "bool", "json", ...fromFlow];

/** Fills the place with one typed input per field. Values live in the map, which outlasts a change of action. */
export function showFields(
  place: HTMLElement,
  fields: readonly Field[],
  values: Map<string, StoredField>,
  context: FieldContext,
): void {
  place.replaceChildren();
  for (const field of fields) addRow(place, field, values, context);
}

function addRow(place: HTMLElement, field: Field, values: Map<string, StoredField>, context: FieldContext): void {
  const input = element("input", { className: "pointsman-field-input" });
  input.type = "text";
  input.id = `pointsman-field-${field.path.replace(".", "-")}`;
  const label = element("label", {
    className: "pointsman-field-label",
    content: fieldLabel(context.catalogue, field.path),
  });
  label.htmlFor = input.id;
  if (field.required) label.append(element("span", { className: "pointsman-required", content: " *" }));
  const hint = element("div", { className: "pointsman-hint", content: hintOf(field, context.catalogue) });
  place.append(element("div", { className: "pointsman-field", children: [label, input, hint] }));
  bind(input, field, values, context);
}

/** What the field means, and its limits. */
function hintOf(field: Field, catalogue: NodeType): string {
  const range = rangeOf(field);
  const hint = fieldHint(catalogue, field.path);
  return range === "" ? hint : `${hint} (${range})`;
}

/** `1–200`, or "" where there are no limits. */
export function rangeOf({ min, max }: Field): string {
  if (min === undefined && max === undefined) return "";
  return max === undefined ? `≥ ${min}` : `${min ?? ""}–${max}`;
}

function bind(input: HTMLInputElement, field: Field, values: Map<string, StoredField>, context: FieldContext): void {
  const stored = values.get(field.path);
  const own = ownTypes(field, context, stored);
  const types = [...own, ...(context.hasMessage ? fromFlow : ["env"])];
  const known = types.map((type) => (typeof type === "string" ? type : type.value));
  // A type of another version is kept as far as the editor knows it.
  const extra = stored !== undefined && !known.includes(stored.type) && builtIn.includes(stored.type);
  const first = known[0] ?? "str";
  const query = $(input).typedInput({ default: first, types: extra ? [...types, stored.type] : types });
  query.typedInput("width", "100%");
  query.typedInput("type", stored?.type ?? first);
  query.typedInput("value", stored?.value ?? "");
  query.on("change", () => {
    values.set(field.path, { value: query.typedInput("value"), type: query.typedInput("type") });
  });
}

function ownTypes(field: Field, context: FieldContext, stored: StoredField | undefined): readonly FieldType[] {
  if (field.live !== undefined) return [liveType(field.live, context)];
  switch (field.kind) {
    case "text":
      return ["str"];
    case "number":
      return ["num"];
    case "boolean":
      return field.required ? ["bool"] : [choiceType(context.catalogue, yesNo(context.catalogue), true, stored)];
    case "choice":
      return [
        choiceType(
          context.catalogue,
          (field.choices ?? []).map((value) => namedOption(context.catalogue, field, value)),
          !field.required,
          stored,
        ),
      ];
    case "json":
      // The editor calls an empty text wrong JSON, so "not given" is a type of its own.
      return field.required ? ["json"] : [notGiven(context.catalogue), "json"];
    case "any":
      return field.required ? ["json", "str", "num", "bool"] : ["str", "num", "bool", "json"];
  }
}

/** A closed list; what is stored and not on it (of another version, or `${NAME}`) is put on it rather than lost. */
function choiceType(
  catalogue: NodeType,
  options: readonly TypedInputOption[],
  optional: boolean,
  stored: StoredField | undefined,
): TypedInputType {
  const own = optional ? [{ value: "", label: text(catalogue, "value.default") }, ...options] : [...options];
  const foreign =
    stored?.type === "choice" && stored.value !== "" && !own.some(({ value }) => value === stored.value)
      ? [asOption(stored.value)]
      : [];
  return {
    value: "choice",
    label: text(catalogue, "value.choice"),
    icon: "fa fa-list-ul",
    options: [...own, ...foreign],
  };
}

function notGiven(catalogue: NodeType): TypedInputType {
  return { value: "none", label: text(catalogue, "value.none"), hasValue: false };
}

function yesNo(catalogue: NodeType): TypedInputOption[] {
  return [
    { value: "true", label: text(catalogue, "value.yes") },
    { value: "false", label: text(catalogue, "value.no") },
  ];
}

/** Words where the node has some for its own field; most choices are the core's own terms. */
function namedOption(catalogue: NodeType, { path }: Field, value: string): TypedInputOption {
  return { value, label: ownText(catalogue, `option.${path}.${value}`) ?? value };
}

function asOption(value: string): TypedInputOption {
  return { value, label: value };
}
