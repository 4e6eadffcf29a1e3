/** Makes an element. Content is set as text, never as markup: names of groups and nodes come from strangers. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { className, content, children = [] }: { className?: string; content?: string; children?: readonly Node[] } = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== undefined) made.className = className;
  if (content !== undefined) made.textContent = content;
  made.append(...children);
  return made;
}

/** An icon of Font Awesome 4.7. */
export function icon(name: string): HTMLElement {
  return element("i", { className: `fa fa-${name}` });
}

/** The element of an id. Throws where the dialog has none, as then template and script do not belong together. */
export function required(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The dialog has no element ${id}.`);
  return found;
}
