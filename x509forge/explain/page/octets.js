// The octets: lines are made where they are seen. A run is what one note speaks of, or a part of an element.
const LINES = 64;
let columns = 16, shown = null, chosen = null, current = null, lit = null, cursor = -1;
const tagLength = (node, from) => {
  let count = 1;
  if ((from[node.start] & 31) === 31) while (count < node.header && from[node.start + count++] & 128);
  return Math.min(count, node.header);
};
const runAt = (place, at) => {
  let low = 0, high = place.at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (place.at[middle] <= at) low = middle; else high = middle - 1;
  }
  const node = nodes[place.owners[low]], content = node.start + node.header;
  const tagged = node.start + tagLength(node, place.octets);
  let [from, to, part] = at >= content ? [content, content + node.length, "contents"] : at < tagged ? [node.start, tagged, "tag"] : [tagged, content, "length"];
  let words = "";
  for (const note of node.notes) {
    if (note.at <= at && at < note.at + note.length) {
      [from, to, words] = [Math.max(from, note.at), Math.min(to, note.at + note.length), note.text];
      break;
    }
    if (note.length && note.at > at) to = Math.min(to, note.at);
    else if (note.length) from = Math.max(from, note.at + note.length);
  }
  return { node, from, to, part, words };
};
const hexOf = (octet) => octet.toString(16).padStart(2, "0");
const isIn = (node, ...runs) => node !== null && runs.every((run) => run.node.number >= node.number && run.node.number < node.last);
const styleRun = (made) => {
  const { run, before } = made;
  made.classList.toggle("chosen", isIn(chosen, run, before));
  made.classList.toggle("lit", isIn(lit, run, before));
  made.classList.toggle("cursor", cursor === run.from && before === run && made.parentElement.className === "hex");
};
const fill = (lines, place, first) => {
  const end = Math.min(place.octets.length, first + LINES * columns);
  const width = Math.max(4, (place.octets.length - 1).toString(16).length);
  for (let at = first; at < end; at += columns) {
    const line = make("div", "octets"), hex = make("span", "hex"), characters = make("span", "characters");
    const stop = Math.min(end, at + columns);
    let before = null;
    for (let from = at; from < stop;) {
      const run = runAt(place, from), to = Math.min(run.to, stop);
      const hidden = run.part === "contents" && run.node.hides;
      const some = [...place.octets.subarray(from, to)];
      const left = make("span", run.part, some.map((octet) => (hidden ? "··" : hexOf(octet))).join(" "));
      const right = make("span", run.part, some.map((octet) => (!hidden && octet > 31 && octet < 127 ? String.fromCharCode(octet) : "·")).join(""));
      if (before) {
        // The gap belongs to both sides.
        const gap = make("span", "", " ");
        gap.run = run;
        gap.before = before;
        hex.append(gap);
      }
      left.run = right.run = left.before = right.before = before = run;
      hex.append(left);
      characters.append(right);
      from = to;
    }
    line.append(make("span", "at", at.toString(16).padStart(width, "0")), hex, characters);
    lines.append(line);
  }
};
const runs = () => octets.querySelectorAll(".octets span span");
const light = (node) => {
  lit = node;
  runs().forEach(styleRun);
  tree.querySelectorAll(".lit").forEach((row) => row.classList.remove("lit"));
  for (let n = node; n; n = nodes[n.parent]) {
    const item = items.get(n.number);
    if (item && item.offsetParent) {
      item.firstChild.classList.add("lit");
      return item.firstChild;
    }
  }
  return null;
};
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.replaceChildren();
    if (!entry.isIntersecting) continue;
    fill(entry.target, shown, entry.target.first);
    entry.target.querySelectorAll(".octets span span").forEach(styleRun);
  }
}, { root: octets, rootMargin: "600px" });
const showDocument = (place) => {
  shown = place;
  watcher.disconnect();
  octets.replaceChildren();
  document.documentElement.style.setProperty("--columns", columns);
  for (let first = 0; first < place.octets.length; first += LINES * columns) {
    const lines = make("div", "lines");
    lines.first = first;
    lines.style.setProperty("--lines", Math.min(LINES, Math.ceil((place.octets.length - first) / columns)));
    octets.append(lines);
    watcher.observe(lines);
  }
  const root = nodes[place.first];
  element("document").textContent = documents.length > 1 ? `${pathOf(root)} ${root.label || root.name}` : "Octets";
};
// Bring into view what begins at an octet, and ends at one; what is longer than the view, if nothing of it is seen.
const scrollTo = (from, to = from) => {
  const height = parseFloat(getComputedStyle(octets).lineHeight);
  const top = Math.floor(from / columns) * height, bottom = Math.floor(to / columns) * height;
  if (bottom < octets.scrollTop || top > octets.scrollTop + octets.clientHeight - 2 * height) octets.scrollTop = top - octets.clientHeight / 3;
};
const describe = (run) => `octets ${run.from} to ${run.to - 1}, ${run.node.name}, ${run.part === "contents" ? "value" : run.part}${run.words ? ` · ${run.words}` : ""}`;
const hint = (run) => { element("run").textContent = run ? describe(run) : "Point at octets to read why they are there."; };
