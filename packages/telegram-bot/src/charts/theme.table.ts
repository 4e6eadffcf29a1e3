/** Telegram shows a photo on dark and on light chats; a dark card reads well on both. */
export const theme = {
  width: 1280,
  height: 720,
  background: "#161e29",
  plot: "#1b2532",
  grid: "#2b3848",
  axis: "#3d4d61",
  text: "#eef3f9",
  muted: "#9db0c6",
  failed: "#ff6b6b",
} as const;

/** Told apart by people who see red and green alike, too; each with its number. */
export const lineColours = ["#4cc2ff", "#ffb454", "#7fe0a0", "#ff86b8", "#b9a2ff", "#f4e66b"] as const;

export const downColour = lineColours[0];
export const upColour = lineColours[1];
