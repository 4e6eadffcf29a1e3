const byId = (id) => document.getElementById(id);
const toastShownMs = 3500;

/** A line that shows for a moment, as the answer to a press. */
export function showToast(text) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = text;
  byId("toasts").replaceChildren(toast);
  setTimeout(() => toast.remove(), toastShownMs);
}

/** An answer that must be closed by hand. */
export function showAlert(title, text) {
  byId("alert-title").textContent = title;
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

export function viewPhoto(address) {
  byId("viewer-image").src = address;
  byId("viewer").showModal();
}

/** The list of commands above the text field; `filter` is what was typed after the slash. */
export function showMenu(commands, filter, choose) {
  const menu = byId("menu");
  const matching = commands.filter(({ command }) => command.startsWith(filter));
  menu.replaceChildren(...matching.map((entry) => menuEntry(entry, choose)));
  setMenuOpen(matching.length > 0);
}

export function setMenuOpen(isOpen) {
  byId("menu").hidden = !isOpen;
  byId("menu-button").setAttribute("aria-expanded", String(isOpen));
}

function menuEntry({ command, description }, choose) {
  const entry = document.createElement("button");
  entry.type = "button";
  entry.setAttribute("role", "option");
  const name = document.createElement("span");
  name.className = "command-name";
  name.textContent = `/${command}`;
  const about = document.createElement("span");
  about.textContent = description;
  entry.append(about, name);
  entry.addEventListener("click", () => {
    setMenuOpen(false);
    choose(`/${command}`);
  });
  return entry;
}
