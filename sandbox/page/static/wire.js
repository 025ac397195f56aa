// The two ways to the server: verbs, and the stream that says when something changed.

/** POST /sandbox/VERB; raises an Error with the server's own words. */
export async function ask(verb, given = {}) {
  const answer = await fetch(`/sandbox/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  }).catch(() => {
    throw new Error("The workspace doesn't answer. Is `make demo` still running?");
  });
  const told = await answer.json().catch(() => ({ error: `The workspace answered ${answer.status}.` }));
  if ("error" in told) throw Object.assign(new Error(told.error), { status: answer.status });
  return told.result;
}

/** Calls `changed` whenever something that somebody sees has changed, also after a lost connection; returns how to stop. */
export function listen(changed, connected) {
  const stream = new EventSource("/page/events");
  stream.addEventListener("changed", changed);
  stream.addEventListener("open", () => connected(true));
  stream.addEventListener("error", () => connected(false));
  return () => stream.close();
}

/** Runs `work` once more, `pause()` ms later, where it was asked for meanwhile: many changes in a moment are one look. */
export function coalesced(work, pause = () => 0) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await work();
      if (again) await new Promise((resolve) => { window.setTimeout(resolve, pause()); });
    } while (again);
  };
  return () => {
    if (running) again = true;
    else running = run().finally(() => { running = null; });
    return running;
  };
}
