/** Sends what a person did; resolves with the server's sentence. */
export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    return { ok: answer.ok, text: await answer.text() };
  } catch {
    return { ok: false, text: "The demo does not answer: was it ended?" };
  }
}
