// Margin use, state and amounts from the figures that a venue shows. Exact: every number is a fraction
// of two integers, rounded once, when it is written. Nothing is sent and nothing is stored. Without this
// script the formula and a table of round figures stand in its place.
"use strict";

(() => {
  const form = document.getElementById("calculator");
  const field = (name) => document.getElementById(`calc-${name}`);
  const answer = field("answer");

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
  const read = (name, label) => {
    const typed = field(name).value;
    const text = typed
      .trim()
      .replace(/^[$€£]/, "")
      .replace(/(usdt|usdc|usd|%)$/i, "")
      .replace(/[\s'’_]/g, "")
      .replace("−", "-");
    if (text === "") return {};
    const digits = text.replace(/^[-+]/, "");
    const fault = (why) => ({ fault: `${label}: ${why}` });
    if (!/^[0-9.,]*[0-9][0-9.,]*$/.test(digits)) {
      return fault(`“${typed.trim().slice(0, 40)}” is not a number. Write digits and a point.`);
    }
    if (digits.replace(/[.,]/g, "").length > digitLimit) {
      return fault(`more than ${digitLimit} digits. Check what was pasted.`);
    }
    const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
    const mark = digits[last];
    const both = digits.includes(".") && digits.includes(",");
    const marks = last < 0 ? 0 : digits.split(mark).length - 1;
    let plain = digits;
    if (marks > 1) {
      if (both || !/^\d{1,3}([.,]\d{3})+$/.test(digits)) {
        return fault("the separators do not fit. Write the number without them.");
      }
      plain = digits.replaceAll(mark, "");
    } else if (marks === 1) {
      const whole = digits.slice(0, last);
      if (both && !/^\d{1,3}([.,]\d{3})+$/.test(whole)) {
        return fault("the separators do not fit. Write the number without them.");
      }
      if (!both && mark === "," && /^[1-9]\d{0,2},\d{3}$/.test(digits)) {
        const [left, right] = digits.split(",");
        return fault(`${digits} may be ${left}${right} or ${left}.${right}. Write one of these.`);
      }
      plain = `${whole.replace(/[.,]/g, "") || "0"}.${digits.slice(last + 1)}`;
    }
    const value = given(text.startsWith("-") ? `-${plain}` : plain);
    const isPlain = /^[-+]?\d*\.?\d*$/.test(text);
    return { value, note: isPlain ? null : `${label} read as ${plain}.` };
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
    const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
    const sign = value.n < 0n && /[1-9]/.test(digits) ? "−" : "";
    return sign + whole + (places ? `.${digits.slice(-places)}` : "");
  };

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
    return `${written(share, count, rule)}%`;
  };

  // A distance, down: what is less than its last digit is not nothing.
  const distance = (value) =>
    value.n > 0n && order(value, fraction(1n, 10000n)) < 0 ? "less than 0.01%" : percent(value, 2, "down");

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
      return maintenance ? { value: maintenance } : { fault: "Type the maintenance margin." };
    }
    const shown = read("shown", "Shown ratio");
    const fee = read("fee", "Taker fee");
    const fault = shown.fault ?? fee.fault;
    if (fault) return { fault };
    if (shown.value) {
      if (shown.value.n <= 0n) return { fault: `${rules.name}: a ratio of zero or below says nothing.` };
      return { value: over(times(equity, hundred), shown.value), isShown: true };
    }
    if (maintenance && notional && fee.value) {
      if (fee.value.n < 0n) return { fault: "Taker fee: a rebate is not added. Write 0." };
      return { value: plus(maintenance, times(notional, over(fee.value, hundred))) };
    }
    return {
      fault: `${rules.name} adds the fee of a liquidation to maintenance margin. Type the ratio that it `
        + "shows, or maintenance margin, notional and your taker fee.",
    };
  };

  const buys = (need, equity, amount, notional) => {
    const after = plus(equity, amount);
    if (after.n <= 0n) return "";
    const use = `; then margin use is ${percent(over(need, after), 1)}`;
    return notional ? `${use}, and prices may fall ${distance(fall(need, after, notional))}` : use;
  };

  const update = () => {
    const option = field("venue").selectedOptions[0];
    const addsFee = pairs(option).fee === "added";
    for (const where of field("where").children) where.hidden = where.id !== `calc-where-${option.value}`;
    for (const name of ["shown-field", "fee-field"]) field(name).hidden = !addsFee;
    if (addsFee) field("more").open = true;
    if (option.value === "portfolio") {
      return show("none", null, line("fault",
        "Portfolio margin is measured by the venue's own model of scenarios: nothing typed here can "
        + "repeat it. Go by the ratio that the venue shows, and by the plan below."));
    }
    const rules = rulesOf(option);
    const inputs = {
      equity: read("equity", "Equity"),
      maintenance: read("maintenance", "Maintenance margin"),
      notional: read("notional", "Notional"),
      funds: read("funds", "Free funds"),
    };
    const fault = Object.values(inputs).find((input) => input.fault)?.fault;
    if (fault) return show("none", null, line("fault", fault));
    const notes = Object.values(inputs).map((input) => input.note).filter(Boolean);
    const { equity, maintenance, notional, funds } = Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, input.value])
    );
    if (!equity) {
      return show("none", null, line("fault", "Type equity and maintenance margin as your venue shows them."));
    }
    for (const [value, name] of [[maintenance, "Maintenance margin"], [notional, "Notional"], [funds, "Free funds"]]) {
      if (value && value.n < 0n) return show("none", null, line("fault", `${name} is never below zero.`));
    }
    const counted = requirement(rules, equity, maintenance, notional);
    if (counted.fault) return show("none", null, line("fault", counted.fault));
    const need = counted.value;
    const held = notional && notional.n > 0n ? notional : null;
    const state = stateOf(need, equity, rules);
    const lines = [];
    if (need.n === 0n) {
      return show("healthy", "audit", line("state",
        "A requirement of zero: no position is open, and nothing can be called."));
    }
    const word = settings[state];
    if (equity.n > 0n) {
      const own = rules.from === "below" ? over(need, equity) : over(equity, need);
      lines.push(line("state", strong(`Margin use ${percent(over(need, equity), 1)}: ${word.toLowerCase()}`),
        held ? "" : ", by ratio only"));
      lines.push(line("own", `${rules.name} shows ${rules.ratio} ${percent(own, 2)}`
        + ` and liquidates at 100%, coming from ${rules.from}.`));
    } else {
      lines.push(line("state", strong(`${word}: equity is zero or below.`),
        " The venue has taken the account over; money sent now may be lost."));
    }
    if (held && above(equity, need)) {
      lines.push(line("fall", `If all is long, prices may fall ${distance(fall(need, equity, held))}`
        + " before the trigger, perhaps a little more."));
    }
    const bare = minus(need, equity);
    const article = bare.n > 0n ? fraction(rounded(times(bare, roundUp), 2, "up"), 100n) : zero;
    lines.push(article.n === 0n
      ? line("article", "(Maintenance − equity) × ", written(roundUp, 2), ": nothing before the trigger.")
      : line("article", `(Maintenance − equity) × ${written(roundUp, 2)}: `, strong(money(article)),
          buys(need, equity, article, held), "."));
    const amount = cents(need, equity, rules.goal, rules.isStrict);
    const goal = `${rules.isStrict ? "below" : "at"} ${percent(rules.goal, 1)}`;
    if (amount.n === 0n) {
      lines.push(line("target", `For a margin use ${goal}: nothing.`));
    } else {
      lines.push(line("target", `For a margin use ${goal}: pay in `, strong(money(amount)),
        held ? buys(need, equity, amount, held) : "", "."));
      if (equity.n > 0n) {
        const share = minus(one, over(times(equity, rules.goal), need));
        lines.push(line("close", `Or close ${percent(share, 1, "up")} of every position`,
          held ? `, ${money(times(held, share))} of notional` : "", "; fees and slippage come on top."));
      }
    }
    let most = amount;
    if (held && wantedDistance.n > 0n) {
      const far = minus(plus(need, times(held, wantedDistance)), equity);
      const enough = far.n > 0n ? fraction(rounded(far, 2, "up"), 100n) : zero;
      if (above(enough, most)) most = enough;
      lines.push(line("distance", `For a fall of ${percent(wantedDistance, 0)}: `,
        ...(enough.n > 0n ? ["pay in ", strong(money(enough))] : ["nothing"]), "."));
    }
    let reaches = true;
    if (funds && most.n > 0n) {
      reaches = !above(most, funds);
      lines.push(line("funds", reaches
        ? "Your free funds cover that."
        : `Your free funds leave ${money(minus(most, funds))} to close instead.`));
    }
    if (counted.isShown) notes.push("Worked out from the ratio shown, which is rounded.");
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
    const text = [`Typed at ${time}`, ...inputs, "", ...lines, "", location.href].join("\n");
    try {
      await navigator.clipboard.writeText(text);
      field("copied").textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(answer);
      field("copied").textContent = "Selected: copy it with your keyboard.";
    }
  };

  form.hidden = false;
  document.getElementById("calculator-table").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    field("copied").textContent = "";
    update();
  });
  field("copy").addEventListener("click", copy);
  update();
})();
