"use strict";
// Searching is all that this does; the page reads the same without it.
(() => {
  const box = document.getElementById("search");
  const input = document.getElementById("wanted");
  const found = document.getElementById("found");
  const main = document.getElementById("content");
  const parts = [...main.querySelectorAll("p:not(.lead), li, tbody tr, pre, figure")];
  const texts = parts.map((part) => part.textContent.toLowerCase());
  const folds = [...main.querySelectorAll("details")];
  let opened = new Set();
  box.hidden = false;

  function highlight(words) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!words) return;
    const ranges = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
        const range = new Range();
        if (at + words.length > node.length) break;
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function search() {
    const words = input.value.trim().toLowerCase();
    let hits = 0;
    for (const fold of opened) fold.open = false;
    opened = new Set();
    parts.forEach((part, place) => {
      const hit = !words || texts[place].includes(words);
      part.classList.toggle("missed", !hit);
      hits += hit && words ? 1 : 0;
    });
    for (const fold of folds) {
      const inside = [...fold.querySelectorAll("tbody tr, pre, li, p")];
      if (words && !fold.open && inside.some((part) => !part.classList.contains("missed"))) {
        fold.open = true;
        opened.add(fold);
      }
    }
    found.textContent = words ? (hits === 1 ? "1 place" : `${hits || "no"} places`) : "";
    highlight(words);
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; search(); }
    if (event.key === "Enter") {
      const first = parts.find((part) => !part.classList.contains("missed"));
      if (first && input.value.trim()) first.scrollIntoView({ block: "center" });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
})();
