// Narrows the list of titles down to the pages that hold every word typed. Without this script the
// list stands whole.
"use strict";

(() => {
  const field = document.getElementById("search-field");
  const form = document.getElementById("search-form");
  const status = document.getElementById("search-status");
  const items = Array.from(document.querySelectorAll("#search-list > li"));
  const shards = new Map();
  let names;
  let turn = 0;

  const load = (name) => {
    if (!shards.has(name)) {
      shards.set(
        name,
        fetch(`/search/${name}.json`).then((reply) => {
          if (!reply.ok) throw new Error(`${reply.status}`);
          return reply.json();
        })
      );
    }
    return shards.get(name);
  };

  const shardOf = (word) => (/^[\0-\x7f]{2}/.test(word) ? word.slice(0, 2) : "other");

  // The places of every page that holds a word beginning with `start`.
  const places = async (start) => {
    names ??= new Set(await load("index"));
    const found = new Set();
    const wanted =
      start.length > 1
        ? [shardOf(start)]
        : Array.from(names).filter((name) => name.startsWith(start) || name === "other");
    for (const name of wanted.filter((name) => names.has(name))) {
      for (const [word, list] of Object.entries(await load(name))) {
        if (word.startsWith(start)) list.forEach((place) => found.add(place));
      }
    }
    return found;
  };

  const search = async () => {
    const mine = ++turn;
    const words = field.value.toLowerCase().match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
    try {
      const sets = await Promise.all(words.map(places));
      if (mine !== turn) return;
      let count = 0;
      items.forEach((item, place) => {
        item.hidden = !sets.every((set) => set.has(place));
        if (!item.hidden) count += 1;
      });
      status.textContent =
        words.length === 0 ? "" : count === 1 ? "1 page found." : `${count} pages found.`;
    } catch {
      if (mine === turn) status.textContent = "The index cannot be loaded; the list is whole.";
    }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", search);
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    field.value = asked;
    search();
  }
})();
