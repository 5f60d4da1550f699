// The data is JSON, and stays text: elements are made by name, and what is written into them is textContent.
const element = (id) => document.getElementById(id);
const make = (kind, styles = "", text = "") => {
  const made = document.createElement(kind);
  made.className = styles;
  made.textContent = text;
  return made;
};
const tree = element("tree"), octets = element("octets"), details = element("details"), query = element("query");

// What is known of each element, by its number, in the order of the octets (html.py says what is in a row).
const data = JSON.parse(element("data").textContent);
const texts = [""];
const text = (cell) => {
  if (typeof cell !== "string") return texts[cell || 0];
  if (texts.length < data.texts) texts.push(cell);
  return cell;
};
const HIDES = 1, NEW_DOCUMENT = 2, LOOKS_LIKE_DER = 4;
const nodes = [], documents = [];
const above = [];
const follows = [];
for (const row of data.rows) {
  const [depth, name, type, header, length, flags = 0, value, step, declared, citation, label, notes = [], findings = []] = row;
  const number = nodes.length;
  above.length = depth;
  const parent = depth ? above[depth - 1] : -1;
  above.push(number);
  const anew = flags & NEW_DOCUMENT;
  if (anew) {
    documents.push({ number: documents.length, first: number, at: [], owners: [], octets: Uint8Array.from(atob(data.octets[documents.length]), (c) => c.charCodeAt(0)) });
    follows.push(0);
  }
  const own = anew ? documents.length - 1 : nodes[parent].document;
  const node = {
    number, depth, parent, header, length, document: own, start: follows[own], last: 0,
    hides: flags & HIDES, guessed: flags & LOOKS_LIKE_DER,
    name: text(name), type: text(type), value: text(value), step: step ? text(step) : "", declared: text(declared), citation: text(citation), label: text(label),
    notes: [], findings: [],
  };
  if (!step) node.step = node.name;
  for (let i = 0; i < notes.length; i += 3) node.notes.push({ at: node.start + notes[i], length: notes[i + 1], text: text(notes[i + 2]) });
  for (let i = 0; i < findings.length; i += 4) node.findings.push({ severity: text(findings[i]), id: text(findings[i + 1]), text: text(findings[i + 2]), citation: text(findings[i + 3]) });
  nodes.push(node);
  const next = data.rows[nodes.length];
  const leaf = !next || next[0] <= depth || ((next[5] || 0) & NEW_DOCUMENT);
  const place = documents[own];
  if (header) place.at.push(node.start), place.owners.push(number);
  if (leaf && length) place.at.push(node.start + header), place.owners.push(number);
  follows[own] += header + (leaf ? length : 0);
}
data.rows = null;
for (let i = nodes.length - 1; i >= 0; i--) {
  const node = nodes[i];
  node.last = Math.max(node.last, i + 1);
  if (node.parent >= 0) {
    const parent = nodes[node.parent];
    parent.last = Math.max(parent.last, node.last);
    if (parent.document === node.document) parent.covers = parent.covers || node.covers || node.hides;
  }
}
const children = (node) => {
  const found = [];
  for (let i = node.number + 1; i < node.last; i = nodes[i].last) found.push(i);
  return found;
};
const pathOf = (node) => {
  const steps = [];
  for (let n = node; n; n = nodes[n.parent]) steps.push(n.number ? n.step : "");
  return steps.reverse().reduce((path, step) => path + (path && step && step[0] !== "[" ? "." : "") + step, "");
};
// `inner` may be left out of a path, and so may the name of an alternative.
const find = (path) => {
  let node = nodes[0];
  while (path && node) {
    let inner = null, found = null;
    for (const number of children(node)) {
      const child = nodes[number], [short] = child.step.split(".");
      const taken = [child.step, short].find((step) => path.startsWith(step) && /^([.[]|$)/.test(path.slice(step.length)));
      if (taken) {
        path = path.slice(taken.length).replace(/^\./, "");
        found = child;
        break;
      }
      if (short === "inner") inner = child;
    }
    node = found || inner;
  }
  return node;
};
const isBlock = (node) => node.length + node.header > 0;
const say = (words) => { element("said").textContent = words; };
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
