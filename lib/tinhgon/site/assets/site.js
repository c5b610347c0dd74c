// Sorting, filtering and searching. The pages say everything without it.
"use strict";
(() => {
  const language = document.documentElement.lang;
  const words = document.body.dataset;
  const collator = new Intl.Collator("vi", { numeric: true, sensitivity: "variant" });
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const number = (text) => {
    const printed = text.replace(/[^\d.,-]/g, "");
    const plain = language === "vi" ? printed.replace(/\./g, "").replace(",", ".") : printed.replace(/,/g, "");
    return plain === "" ? NaN : Number(plain);
  };
  const value = (cell) => (cell.dataset.value ? cell.dataset.value : cell.textContent.trim());

  // A missing cell stays last in either direction: it is not a zero.
  const compare = (index, numeric, direction) => (left, right) => {
    const [a, b] = [left, right].map((row) => value(row.cells[index]));
    const [x, y] = numeric ? [number_or_plain(a), number_or_plain(b)] : [a, b];
    const missing = (cell) => cell === "" || cell === "–" || Number.isNaN(cell);
    if (missing(x) || missing(y)) return missing(x) - missing(y);
    return direction * (numeric ? x - y : collator.compare(x, y));
  };
  const number_or_plain = (text) => (/^-?\d+(\.\d+)?$/.test(text) && language !== "vi" ? Number(text) : number(text));

  const sortable = (table) => {
    const [heads, body] = [table.tHead.rows[0], table.tBodies[0]];
    [...heads.cells].forEach((head, index) => {
      if (!head.textContent.trim() || head.querySelector("a")) return;
      const label = head.textContent.trim();
      const button = make("button", { type: "button", title: words.sort.replace("{column}", label) });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        for (const cell of heads.cells) cell.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        const rows = [...body.rows].sort(compare(index, head.classList.contains("number"), direction));
        body.append(...rows);
      });
    });
  };

  const filterable = (table) => {
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => fold(row.textContent));
    const count = make("output");
    const input = make("input", { type: "search", autocomplete: "off" });
    const show = () => {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        row.hidden = !wanted.every((word) => texts[index].includes(word));
        shown += !row.hidden;
      });
      count.textContent = wanted.length ? words.count.replace("{shown}", shown).replace("{all}", rows.length) : "";
    };
    input.addEventListener("input", show);
    const place = table.closest(".scroll") || table;
    place.before(make("div", { className: "filter" }, make("label", {}, words.filter + " ", input), count));
  };

  for (const table of document.querySelectorAll("main table")) {
    if (!table.tHead || !table.tBodies[0] || "plain" in table.dataset || table.querySelector("tbody [colspan], tbody [rowspan]")) continue;
    const rows = table.tBodies[0].rows.length;
    if (rows > 2) sortable(table);
    if (rows > 12) filterable(table);
  }

  const box = document.getElementById("search");
  const index = window.TINHGON_SEARCH;
  if (!box || !index) return;
  box.hidden = false;
  const [input, status, results] = ["input", "[role=status]", ".results"].map((name) => box.querySelector(name));
  const labels = index.labels[language];
  const said = (column, id) => labels[`${column}.${id}`] || "";
  const link = (href, text, about) => {
    const anchor = make("a", { href, textContent: text, lang: "vi" });
    return make("li", {}, anchor, make("span", { textContent: about.filter(Boolean).join(" · ") }));
  };
  const entries = [
    ...index.articles.map(([href, title, publisher, date]) => ["articles", href, title, [publisher, date]]),
    ...index.figures.map(([at, id, surface, province, place, object, change, predicate]) => [
      "figures",
      `${index.articles[at][0]}#s-${id}`,
      surface,
      [place, province, said("object", object), said("change", change), said("predicate", predicate), index.articles[at][1]],
    ]),
    ...index.documents.map(([at, surface, symbol]) => ["documents", index.articles[at][0], surface, [symbol, index.articles[at][1]]]),
  ].map((entry) => [fold([entry[2], ...entry[3]].join(" ")), ...entry]);

  const search = () => {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    const found = wanted.length ? entries.filter(([text]) => wanted.every((word) => text.includes(word))) : [];
    status.textContent = !wanted.length ? "" : found.length ? box.dataset.found.replace("{n}", found.length) : box.dataset.none;
    results.replaceChildren();
    for (const kind of ["articles", "figures", "documents"]) {
      const some = found.filter((entry) => entry[1] === kind);
      if (!some.length) continue;
      const rows = some.slice(0, 60).map(([, , href, text, about]) => link(href, text, about));
      results.append(make("h2", { textContent: `${box.dataset[kind]} (${some.length})` }), make("ul", {}, ...rows));
    }
  };
  input.addEventListener("input", search);
  input.value = decodeURIComponent(location.hash.slice(1));
  search();
})();
