/** The part of the editor's globals that the dialogs use. Node-RED ships no types of its own. */

interface TypedInputOption {
  readonly value: string;
  readonly label: string;
}

interface TypedInputType {
  readonly value: string;
  readonly label: string;
  readonly icon?: string;
  readonly hasValue?: false;
  readonly options?: readonly TypedInputOption[];
  /** Answers with what fits; labels are set as text. */
  readonly autoComplete?: (text: string, answer: (found: TypedInputOption[]) => void) => void;
}

interface EditorQuery {
  typedInput(options: { default: string; types: readonly (string | TypedInputType)[] }): EditorQuery;
  typedInput(method: "type" | "value"): string;
  typedInput(method: "type" | "value", value: string): EditorQuery;
  typedInput(method: "width", value: string): EditorQuery;
  val(): string | undefined;
  on(event: string, listener: () => void): EditorQuery;
}

interface AjaxAnswer {
  done(then: (body: unknown) => void): AjaxAnswer;
  fail(then: (failure: { readonly responseJSON?: unknown }) => void): AjaxAnswer;
}

declare const $: {
  (target: Element | string): EditorQuery;
  /** Relative addresses only: then the editor adds its root and the token. */
  ajax(options: {
    readonly url: string;
    readonly type: "GET" | "POST";
    readonly contentType?: string;
    readonly data?: string | Readonly<Record<string, string>>;
  }): AjaxAnswer;
};

interface EditorNode {
  readonly id: string;
  readonly type: string;
  [property: string]: unknown;
}

declare const RED: {
  _(key: string, values?: Readonly<Record<string, string | number>>): string;
  readonly nodes: { node(id: string): EditorNode | null };
};
