// Margin use, state and amounts from the figures that a venue shows. Exact: every number is a fraction
// of two integers, rounded once, when it is written. Nothing is sent and nothing is stored. Without this
// script the formula and a table of round figures stand in its place.
"use strict";

(() => {
  const form = document.getElementById("calculator");
  const field = (name) => document.getElementById(`calc-${name}`);
  const answer = field("answer");

  // --- Words ---------------------------------------------------------------------------------

  const words = JSON.parse(form.dataset.words);
  const marks = JSON.parse(form.dataset.marks);

  // A sentence in parts, with texts or elements in the places of its names.
  const parts = (key, values = {}) =>
    words[key].split(/\{(\w+)\}/).map((part, index) => (index % 2 ? values[part] : part));
  const say = (key, values) => parts(key, values).join("");

  // --- Fractions -----------------------------------------------------------------------------

  const fraction = (n, d = 1n) => (d < 0n ? { n: -n, d: -d } : { n, d });
  const zero = fraction(0n);
  const one = fraction(1n);
  const hundred = fraction(100n);
  const plus = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
  const times = (a, b) => fraction(a.n * b.n, a.d * b.d);
  const minus = (a, b) => plus(a, fraction(-b.n, b.d));
  const over = (a, b) => fraction(a.n * b.d, a.d * b.n);
  const order = (a, b) => {
    const difference = a.n * b.d - b.n * a.d;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  };
  const above = (a, b) => order(a, b) > 0;
  const given = (text) => {
    const [whole, part = ""] = text.split(".");
    return fraction(BigInt(whole + part), 10n ** BigInt(part.length));
  };

  // --- Reading -------------------------------------------------------------------------------

  const digitLimit = 30;

  // What was typed: {value}, {fault} in words, or neither where nothing was. `note` says how a text with
  // separators was read.
  const read = (name) => {
    const label = words[`name-${name}`];
    const typed = field(name).value;
    const text = typed
      .trim()
      .replace(/^[$€£]/, "")
      .replace(/(usdt|usdc|usd|%)$/i, "")
      .replace(/[\s'’_]/g, "")
      .replace("−", "-");
    if (text === "") return {};
    const digits = text.replace(/^[-+]/, "");
    const fault = (key, values) => ({ fault: say(key, { label, ...values }) });
    if (!/^[0-9.,]*[0-9][0-9.,]*$/.test(digits)) {
      return fault("not-a-number", { typed: typed.trim().slice(0, 40) });
    }
    if (digits.replace(/[.,]/g, "").length > digitLimit) {
      return fault("too-long", { count: digitLimit });
    }
    const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
    const mark = digits[last];
    const both = digits.includes(".") && digits.includes(",");
    const count = last < 0 ? 0 : digits.split(mark).length - 1;
    let plain = digits;
    if (count > 1) {
      if (both || !/^\d{1,3}([.,]\d{3})+$/.test(digits)) {
        return fault("separators");
      }
      plain = digits.replaceAll(mark, "");
    } else if (count === 1) {
      const whole = digits.slice(0, last);
      if (both && !/^\d{1,3}([.,]\d{3})+$/.test(whole)) {
        return fault("separators");
      }
      // A point groups digits where the comma is what decimals stand behind.
      const mayGroup = mark === "," || marks.point === ",";
      if (!both && mayGroup && /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) {
        const [left, right] = digits.split(mark);
        const second = marks.point === "," ? `${left},${right}0` : `${left}.${right}`;
        return fault("ambiguous", { digits, first: left + right, second });
      }
      plain = `${whole.replace(/[.,]/g, "") || "0"}.${digits.slice(last + 1)}`;
    }
    const value = given(text.startsWith("-") ? `-${plain}` : plain);
    const isPlain = /^[-+]?\d*\.?\d*$/.test(text);
    return { value, note: isPlain ? null : say("read-as", { label, number: plain.replace(".", marks.point) }) };
  };

  // --- Writing -------------------------------------------------------------------------------

  // "even": to the nearest, ties to the even digit; "up" and "down": away from and toward zero.
  const rounded = (value, places, rule) => {
    const scaled = (value.n < 0n ? -value.n : value.n) * 10n ** BigInt(places);
    const quotient = scaled / value.d;
    const rest = (scaled % value.d) * 2n;
    const isUp =
      rule === "up" ? rest > 0n
      : rule === "even" ? rest > value.d || (rest === value.d && quotient % 2n === 1n)
      : false;
    return isUp ? quotient + 1n : quotient;
  };

  const written = (value, places, rule = "even") => {
    const digits = rounded(value, places, rule).toString().padStart(places + 1, "0");
    const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, marks.group);
    const sign = value.n < 0n && /[1-9]/.test(digits) ? "−" : "";
    return sign + whole + (places ? marks.point + digits.slice(-places) : "");
  };

  const inPercent = (number) => marks.percent.replace("{number}", number);

  const money = (value) => written(value, 2, "up");

  // Never 100% where it is not.
  const percent = (value, places, rule = "even") => {
    const share = times(value, hundred);
    let count = places;
    while (
      count < 12 && order(share, hundred) !== 0 &&
      rounded(share, count, rule) === 100n * 10n ** BigInt(count)
    ) {
      count += 1;
    }
    return inPercent(written(share, count, rule));
  };

  // A distance, down: what is less than its last digit is not nothing.
  const distance = (value) =>
    value.n > 0n && order(value, fraction(1n, 10000n)) < 0
      ? say("less-than", { percent: percent(fraction(1n, 10000n), 2) })
      : percent(value, 2, "down");

  // --- Rules ---------------------------------------------------------------------------------

  // `name:value;name:value`
  const pairs = (element) =>
    Object.fromEntries((element.dataset.rules ?? "").split(";").map((pair) => pair.split(":")));
  const settings = pairs(form);
  const call = given(settings.callFrom);
  const roundUp = plus(one, over(given(settings.added), hundred));
  const wantedDistance = over(given(settings.distance), hundred);

  const rulesOf = (option) => {
    const rules = pairs(option);
    const warning = over(given(rules.warningTop), given(rules.warningBottom));
    const target = given(settings.target);
    // A target past the venue's own warning would end on watch: the warning is then what is to be passed.
    const isStrict = !above(warning, target);
    return {
      name: option.textContent,
      ratio: rules.ratio,
      from: rules.from,
      addsFee: rules.fee === "added",
      warning,
      goal: isStrict ? warning : target,
      isStrict,
    };
  };

  const stateOf = (need, equity, rules) => {
    if (need.n === 0n) return "healthy";
    if (equity.n <= 0n) return "bankrupt";
    const use = over(need, equity);
    if (!above(one, use)) return "liquidation";
    if (!above(call, use)) return "call";
    return above(rules.warning, use) ? "healthy" : "watch";
  };

  // The least number of whole cents after which the requirement is at, or below, `share` of equity.
  const cents = (need, equity, share, isStrict) => {
    const missing = minus(over(need, share), equity);
    if (missing.n < 0n || (missing.n === 0n && !isStrict)) return zero;
    const amount = fraction(rounded(missing, 2, "up"), 100n);
    return isStrict && order(amount, missing) === 0 ? plus(amount, fraction(1n, 100n)) : amount;
  };

  // How far all prices may fall if everything is held long: the requirement, which falls with them, is
  // left as it is, so that the answer is never too much.
  const fall = (need, equity, notional) => {
    const room = minus(equity, need);
    return room.n <= 0n ? zero : over(room, notional);
  };

  // --- The answer ----------------------------------------------------------------------------

  const line = (name, ...parts) => {
    const paragraph = document.createElement("p");
    paragraph.dataset.line = name;
    paragraph.append(...parts);
    return paragraph;
  };

  const sentence = (name, key = name, values = {}) => line(name, ...parts(key, values));

  const strong = (text) => {
    const element = document.createElement("strong");
    element.textContent = text;
    return element;
  };

  const show = (state, next, ...lines) => {
    answer.dataset.state = state;
    answer.replaceChildren(...lines);
    for (const link of field("next").children) link.hidden = link.id !== `calc-next-${next}`;
    field("next").hidden = next === null || field("next").children.length === 0;
    field("copy").hidden = state === "none";
  };

  // What the venue counts against equity, or the sentence that says what is missing.
  const requirement = (rules, equity, maintenance, notional) => {
    if (!rules.addsFee) {
      return maintenance ? { value: maintenance } : { fault: say("type-maintenance") };
    }
    const shown = read("shown");
    const fee = read("fee");
    const fault = shown.fault ?? fee.fault;
    if (fault) return { fault };
    if (shown.value) {
      if (shown.value.n <= 0n) return { fault: say("zero-ratio", { venue: rules.name }) };
      return { value: over(times(equity, hundred), shown.value), isShown: true };
    }
    if (maintenance && notional && fee.value) {
      if (fee.value.n < 0n) return { fault: say("rebate") };
      return { value: plus(maintenance, times(notional, over(fee.value, hundred))) };
    }
    return { fault: say("adds-fee", { venue: rules.name }) };
  };

  // The sentence on an amount, with what it buys: the keys `key`, `key-use` and `key-fall`.
  const buying = (name, key, values, need, equity, amount, notional) => {
    const after = plus(equity, amount);
    const all = { ...values, amount: strong(money(amount)) };
    if (after.n <= 0n) return sentence(name, key, all);
    all.use = percent(over(need, after), 1);
    if (!notional) return sentence(name, `${key}-use`, all);
    all.fall = distance(fall(need, after, notional));
    return sentence(name, `${key}-fall`, all);
  };

  // Beside equity stands what the requirement follows from at the venue; its other way stands below.
  const askBeside = (first, second) => {
    if (field("equity-field").nextElementSibling === field(`${first}-field`)) return;
    field("equity-field").after(field(`${first}-field`));
    field("row").prepend(field(`${second}-field`));
  };

  const update = () => {
    const option = field("venue").selectedOptions[0];
    const addsFee = pairs(option).fee === "added";
    for (const where of field("where").children) where.hidden = where.id !== `calc-where-${option.value}`;
    for (const name of ["shown-field", "fee-field"]) field(name).hidden = !addsFee;
    askBeside(addsFee ? "shown" : "maintenance", addsFee ? "maintenance" : "shown");
    if (option.value === "portfolio") {
      return show("none", null, sentence("fault", "portfolio"));
    }
    const rules = rulesOf(option);
    const inputs = {
      equity: read("equity"),
      maintenance: read("maintenance"),
      notional: read("notional"),
      funds: read("funds"),
    };
    const fault = Object.values(inputs).find((input) => input.fault)?.fault;
    if (fault) return show("none", null, line("fault", fault));
    const notes = Object.values(inputs).map((input) => input.note).filter(Boolean);
    const { equity, maintenance, notional, funds } = Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, input.value])
    );
    if (!equity) {
      return show("none", null, addsFee ? sentence("fault", "adds-fee", { venue: rules.name })
        : sentence("fault", "type-both"));
    }
    for (const [name, value] of Object.entries({ maintenance, notional, funds })) {
      if (value && value.n < 0n) {
        return show("none", null, sentence("fault", "negative", { label: words[`name-${name}`] }));
      }
    }
    const counted = requirement(rules, equity, maintenance, notional);
    if (counted.fault) return show("none", null, line("fault", counted.fault));
    const need = counted.value;
    const held = notional && notional.n > 0n ? notional : null;
    const state = stateOf(need, equity, rules);
    const lines = [];
    if (need.n === 0n) {
      return show("healthy", "audit", sentence("state", "zero"));
    }
    if (equity.n > 0n) {
      const own = rules.from === "below" ? over(need, equity) : over(equity, need);
      const use = strong(say(`state-${state}`, { use: percent(over(need, equity), 1) }));
      lines.push(held ? line("state", use) : sentence("state", "by-ratio-only", { use }));
      lines.push(sentence("own", `own-${rules.from}`,
        { venue: rules.name, ratio: rules.ratio, percent: percent(own, 2) }));
    } else {
      lines.push(line("state", strong(say("bankrupt")), " ", say("taken-over")));
    }
    if (held && above(equity, need)) {
      lines.push(sentence("fall", "fall", { fall: distance(fall(need, equity, held)) }));
    }
    const bare = minus(need, equity);
    const article = bare.n > 0n ? fraction(rounded(times(bare, roundUp), 2, "up"), 100n) : zero;
    const factor = written(roundUp, 2);
    lines.push(article.n === 0n
      ? sentence("article", "article-nothing", { factor })
      : buying("article", "article", { factor }, need, equity, article, held));
    const amount = cents(need, equity, rules.goal, rules.isStrict);
    const target = rules.isStrict ? "target-below" : "target-at";
    const goal = percent(rules.goal, 1);
    if (amount.n === 0n) {
      lines.push(sentence("target", `${target}-nothing`, { goal }));
    } else {
      lines.push(held ? buying("target", target, { goal }, need, equity, amount, held)
        : sentence("target", target, { goal, amount: strong(money(amount)) }));
      if (equity.n > 0n) {
        const share = minus(one, over(times(equity, rules.goal), need));
        lines.push(sentence("close", held ? "close-notional" : "close",
          { share: percent(share, 1, "up"), amount: held && money(times(held, share)) }));
      }
    }
    let most = amount;
    if (held && wantedDistance.n > 0n) {
      const far = minus(plus(need, times(held, wantedDistance)), equity);
      const enough = far.n > 0n ? fraction(rounded(far, 2, "up"), 100n) : zero;
      if (above(enough, most)) most = enough;
      lines.push(sentence("distance", enough.n > 0n ? "distance" : "distance-nothing",
        { fall: percent(wantedDistance, 0), amount: strong(money(enough)) }));
    }
    let reaches = true;
    if (funds && most.n > 0n) {
      reaches = !above(most, funds);
      lines.push(sentence("funds", reaches ? "funds-cover" : "funds-leave",
        { amount: money(minus(most, funds)) }));
    }
    if (counted.isShown) notes.push(say("from-ratio"));
    if (notes.length) lines.push(line("notes", notes.join(" ")));
    const isPast = state === "liquidation" || state === "bankrupt";
    const next = isPast ? "response" : most.n > 0n ? (reaches ? "fund" : "adjust") : "audit";
    return show(state, next, ...lines);
  };

  const copy = async () => {
    const inputs = [...form.querySelectorAll("label")]
      .map((label) => [label.firstChild.textContent.trim(), label.control])
      .filter(([, control]) => control.checkVisibility() && control.value)
      .map(([name, control]) => `${name}: ${control.selectedOptions?.[0].textContent ?? control.value}`);
    const lines = [...answer.children].map((element) => element.textContent);
    const time = `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`;
    const text = [say("typed-at", { time }), ...inputs, "", ...lines, "", location.href].join("\n");
    try {
      await navigator.clipboard.writeText(text);
      field("copied").textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(answer);
      field("copied").textContent = words.selected;
    }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    field("copied").textContent = "";
    update();
  });
  field("copy").addEventListener("click", copy);
  update();
})();
