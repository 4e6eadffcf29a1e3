import type { DialogRow, NodeDescription, PropertyDescription } from "../src/nodes/description.ts";

/**
 * The editor part of one node: a literal registration (the scorecard reads it without running it) and the dialog.
 * What has logic lives in the plugin's script, as `pointsmanEditor`.
 */
export function nodeHtml(description: NodeDescription): string {
  return `${registration(description)}\n${template(description)}\n`;
}

function registration(description: NodeDescription): string {
  const { type, category, color, icon, inputs, outputs, defaults, credentials } = description;
  const isConfig = category === "config";
  const lines = [
    `category: '${category}'`,
    ...(color === undefined ? [] : [`color: '${color}'`]),
    `defaults: {${Object.entries(defaults).map(propertyText).join(", ")}}`,
    ...(credentials === undefined
      ? []
      : [
          `credentials: {${Object.entries(credentials)
            .map(([name, kind]) => `${name}: {type: '${kind}'}`)
            .join(", ")}}`,
        ]),
    ...(inputs === undefined ? [] : [`inputs: ${inputs}`]),
    ...(outputs === undefined ? [] : [`outputs: ${outputs}`]),
    ...(icon === undefined ? [] : [`icon: '${icon}'`]),
    "paletteLabel: function () { return this._('palette.name'); }",
    `label: function () { return pointsmanEditor.label('${type}', this); }`,
    ...(isConfig ? [] : ["labelStyle: function () { return this.name ? 'node_label_italic' : ''; }"]),
    ...((outputs ?? 0) > 1 ? ["outputLabels: function (index) { return this._('output.' + (index + 1)); }"] : []),
    `oneditprepare: function () { pointsmanEditor.prepare('${type}', this); }`,
    `oneditsave: function () { pointsmanEditor.save('${type}', this); }`,
  ];
  return `<script type="text/javascript">\nRED.nodes.registerType('${type}', {\n  ${lines.join(",\n  ")}\n});\n</script>`;
}

function propertyText([name, property]: [string, PropertyDescription]): string {
  const parts = [
    `value: ${JSON.stringify(property.value)}`,
    ...(property.configType === undefined ? [] : [`type: '${property.configType}'`]),
    ...(property.required === undefined ? [] : ["required: true"]),
    ...(property.validate === undefined
      ? []
      : [
          `validate: function (value, opt) { return pointsmanEditor.validate('${property.validate}', this, value, opt); }`,
        ]),
  ];
  return `${name}: {${parts.join(", ")}}`;
}

function template({ type, category, rows }: NodeDescription): string {
  const prefix = category === "config" ? "node-config-input" : "node-input";
  const inner = rows.map((row) => rowHtml(row, prefix)).join("\n");
  return `<script type="text/html" data-template-name="${type}">\n<div class="pointsman-dialog">\n${inner}\n</div>\n</script>`;
}

function rowHtml(row: DialogRow, prefix: string): string {
  const id = `${prefix}-${row.id}`;
  const icon = `<i class="fa fa-${row.icon}"></i>`;
  const label = `<label for="${id}">${icon} <span data-i18n="label.${row.id}"></span></label>`;
  const hint = row.hint === undefined ? "" : `\n  <div class="pointsman-hint" data-i18n="hint.${row.id}"></div>`;
  if (row.input === "place") {
    // Not the id of an input: the editor would read the property's value from it.
    const place = `<div class="pointsman-place" id="pointsman-place-${row.id}"></div>`;
    return `<div class="form-row pointsman-row pointsman-row-${row.id}">\n  <label>${icon} <span data-i18n="label.${row.id}"></span></label>\n  ${place}${hint}\n</div>`;
  }
  return `<div class="form-row pointsman-row">\n  ${label}\n  ${inputHtml(row, id)}${hint}\n</div>`;
}

function inputHtml(row: DialogRow, id: string): string {
  const placeholder = row.placeholder === undefined ? "" : ` placeholder="${row.placeholder}"`;
  switch (row.input) {
    case "choice":
      return `<select id="${id}">${(row.choices ?? [])
        .map((choice) => `<option value="${choice}" data-i18n="choice.${row.id}.${choice}"></option>`)
        .join("")}</select>`;
    case "checkbox":
      return `<input type="checkbox" id="${id}" class="pointsman-checkbox">`;
    case "password":
      return `<input type="password" id="${id}" autocomplete="new-password">`;
    // Free text, as a number may also be an environment variable.
    case "number":
    case "text":
    case "config":
    case "place":
      return `<input type="text" id="${id}"${row.id === "name" ? ' data-i18n="[placeholder]node-red:common.label.name"' : placeholder}>`;
  }
}
