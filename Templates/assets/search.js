// Finds the titles that hold every word typed. Without this script the lists of titles stand by
// themselves.
"use strict";

(() => {
  const shownLimit = 100;
  const root = new URL("../", document.currentScript.src).pathname;
  const field = document.getElementById("search-field");
  const form = document.getElementById("search-form");
  const status = document.getElementById("search-status");
  const found = document.getElementById("search-found");
  const showAll = (shows) => {
    document.getElementById("search-all").hidden = !shows;
  };
  const words = JSON.parse(form.dataset.words);
  const marks = JSON.parse(form.dataset.marks);
  const files = new Map();
  let turn = 0;

  const load = (name) => {
    if (!files.has(name)) {
      files.set(
        name,
        fetch(`${root}search/${name}.json`).then((reply) => {
          if (!reply.ok) throw new Error(`${reply.status}`);
          return reply.json();
        })
      );
    }
    return files.get(name);
  };

  // The places of every title with a word that begins with `start`.
  const places = async (start) => {
    const shard = /^[\0-\x7f]{2}/.test(start) ? start.slice(0, 2) : "other";
    const count = (await load("index")).shards[shard] ?? 0;
    const names = Array.from({ length: count }, (_, part) => (part ? `${shard}-${part + 1}` : shard));
    const result = new Set();
    for (const words of await Promise.all(names.map(load))) {
      for (const [word, list] of Object.entries(words)) {
        if (word.startsWith(start)) list.forEach((place) => result.add(place));
      }
    }
    return result;
  };

  const item = async (place) => {
    const { titlesPerFile } = await load("index");
    const titles = await load(`titles-${Math.floor(place / titlesPerFile) + 1}`);
    const [title, path, kind] = titles[place % titlesPerFile];
    const link = document.createElement("a");
    link.href = root + path.slice(1);
    link.textContent = title;
    const small = document.createElement("span");
    small.className = "small";
    small.textContent = kind;
    const entry = document.createElement("li");
    entry.append(link, " ", small);
    return entry;
  };

  const rule = new Intl.PluralRules(document.documentElement.lang);
  const written = (count) => `${count}`.replace(/\B(?=(\d{3})+$)/g, marks.group);

  // The sentence in the plural form that goes with the number.
  const say = (key, count) => {
    const entry = words[key];
    const text = typeof entry === "string" ? entry : entry[rule.select(count)] ?? entry.other;
    return text.replace("{count}", written(count)).replace("{limit}", written(shownLimit));
  };

  const search = async () => {
    const mine = ++turn;
    // The index has no words of one letter.
    const asked = (field.value.toLowerCase().match(/[\p{Alphabetic}\p{N}]+/gu) ?? []).filter(
      (word) => word.length > 1
    );
    try {
      const sets = await Promise.all(asked.map(places));
      const both = [...(sets[0] ?? [])].filter((place) => sets.every((set) => set.has(place)));
      both.sort((left, right) => left - right);
      const list = document.createElement("ul");
      list.className = "finds";
      list.append(...(await Promise.all(both.slice(0, shownLimit).map(item))));
      if (mine !== turn) return;
      found.replaceChildren(...(both.length ? [list] : []));
      showAll(asked.length === 0);
      found.hidden = asked.length === 0;
      const key = both.length > shownLimit ? "found-part" : "found";
      status.textContent = asked.length === 0 ? "" : say(key, both.length);
    } catch {
      if (mine !== turn) return;
      showAll(true);
      found.hidden = true;
      status.textContent = words["no-index"];
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
