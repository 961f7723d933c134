"use strict";
const element = id => document.getElementById(id);

function fill(id, columns, rows) {
  const table = element(id);
  table.replaceChildren();
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const column of columns) line.insertCell().textContent = String(row[column]);
  }
}

function drops(snapshot) {
  const reasons = new Set([...Object.keys(snapshot.refused), ...Object.keys(snapshot.dropped)]);
  return [...reasons].sort().map(reason =>
    ({reason, refused: snapshot.refused[reason] ?? 0, dropped: snapshot.dropped[reason] ?? 0}));
}

function count(all, shown) {
  return all > shown.length ? `the first ${shown.length} of ${all}` : `${all}`;
}

function show(snapshot) {
  element("node").textContent = `${snapshot.node} (${snapshot.address})`;
  element("state").textContent = `${count(snapshot.actorCount, snapshot.actors)} actors, ` +
    `${count(snapshot.peerCount, snapshot.peers)} links, ` +
    `${snapshot.accepted} messages accepted, ${snapshot.handled} handled`;
  fill("peers", ["name", "address", "state", "guest", "queued", "sent", "received", "lost"], snapshot.peers);
  fill("drops", ["reason", "refused", "dropped"], drops(snapshot));
  fill("actors", ["address", "queued", "stashed", "handled", "restarts"], snapshot.actors);
}

async function refresh() {
  try {
    const answer = await fetch("api/snapshot", {signal: AbortSignal.timeout(5000)}); // a node that stands still, too
    show(await answer.json());
  } catch (gone) {
    element("state").textContent = "the node does not answer";
  }
  setTimeout(refresh, 1000);
}
refresh();
