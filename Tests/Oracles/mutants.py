"""Pages with one random fault each, made from sound ones. The same seed gives the same faults."""

import random
import re

from tables import BY_ELEMENT, COMPANIONS, DRAWING, ELEMENTS, FRAGMENTS, GLOBAL, ROLES, STATES

START_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s+[\w:-]+=\"[^\"]*\")*)\s*(/?)>")
ATTRIBUTE = re.compile(r"\s+([\w:-]+)=\"([^\"]*)\"")
NAMES = ["div", "span", "p", "li", "td", "h2", "section", "a", "ul", "table", "dt", "form", "button"]
VALUES = ["", "x y", "-1", "1.5", "nonsense", "#nowhere", "2026-13-45", "http://a b", "javascript:x()"]
ATTRIBUTES = [
    ' colour="red"', ' onclick="x()"', ' style="color:red"', ' aria-nothing="1"', ' href="/x"',
    ' tabindex="x"', ' id="same"', ' role="nobody"', ' scope="col"', ' datetime="yesterday"',
]


def generate(pages: dict[str, str], count: int, seed: int):
    """Yields `count` triples: the fault's name, the page that it was put into, the broken page."""
    dice = random.Random(seed)
    names = sorted(pages)
    made = 0
    while made < count:
        fault = dice.choice(FAULTS)
        name = dice.choice(names)
        broken = fault(pages[name], dice)
        if broken is not None and broken != pages[name]:
            made += 1
            yield fault.__name__, name, broken


def pick(page: str, dice: random.Random, pattern: re.Pattern = START_TAG, start: int = 0):
    found = list(pattern.finditer(page, start))
    return dice.choice(found) if found else None


def replaced(page: str, start: int, end: int, text: str) -> str:
    return page[:start] + text + page[end:]


def element_range(page: str, tag: re.Match) -> tuple[int, int] | None:
    """From the start tag to the end of its element."""
    if tag[3]:
        return tag.start(), tag.end()
    depth = 0
    for found in re.finditer(rf"<(/?){re.escape(tag[1])}(?=[\s/>])[^>]*?(/?)>", page[tag.start():]):
        if found[2]:
            continue
        depth += -1 if found[1] else 1
        if depth == 0:
            return tag.start(), tag.start() + found.end()
    return None


def pick_element(page: str, dice: random.Random):
    tag = pick(page, dice)
    return element_range(page, tag) if tag else None


def attribute_dropped(page, dice):
    found = pick(page, dice, ATTRIBUTE)
    return replaced(page, found.start(), found.end(), "") if found else None


def value_changed(page, dice):
    found = pick(page, dice, ATTRIBUTE)
    return replaced(page, found.start(2), found.end(2), dice.choice(VALUES)) if found else None


def attribute_added(page, dice):
    tag = pick(page, dice)
    at = tag.start() + 1 + len(tag[1])
    return replaced(page, at, at, dice.choice(ATTRIBUTES))


def element_renamed(page, dice):
    tag = pick(page, dice)
    bounds = element_range(page, tag)
    if bounds is None or tag[3]:
        return None
    name = dice.choice(NAMES)
    end = bounds[1] - len(tag[1]) - 1
    page = replaced(page, end, end + len(tag[1]), name)
    return replaced(page, tag.start(1), tag.end(1), name)


def element_removed(page, dice):
    bounds = pick_element(page, dice)
    return replaced(page, *bounds, "") if bounds else None


def element_doubled(page, dice):
    bounds = pick_element(page, dice)
    return replaced(page, bounds[1], bounds[1], page[slice(*bounds)]) if bounds else None


def element_moved(page, dice):
    bounds = pick_element(page, dice)
    if bounds is None:
        return None
    rest = replaced(page, *bounds, "")
    target = pick(rest, dice)
    return replaced(rest, target.end(), target.end(), page[slice(*bounds)]) if target else None


def element_unwrapped(page, dice):
    tag = pick(page, dice)
    bounds = element_range(page, tag)
    if bounds is None or tag[3]:
        return None
    inner = page[tag.end():bounds[1] - len(tag[1]) - 3]
    return replaced(page, *bounds, inner)


def element_wrapped(page, dice):
    bounds = pick_element(page, dice)
    name = dice.choice(NAMES)
    return replaced(page, *bounds, f"<{name}>{page[slice(*bounds)]}</{name}>") if bounds else None


def text_inserted(page, dice):
    tag = pick(page, dice)
    return replaced(page, tag.end(), tag.end(), dice.choice(["stray", "&nbsp;", "a & b", "\x85"]))


def tag_closed_early(page, dice):
    tag = pick(page, dice)
    bounds = element_range(page, tag)
    if bounds is None or tag[3] or tag.end() != bounds[1] - len(tag[1]) - 3:
        return None
    return replaced(page, tag.end() - 1, bounds[1], "/>")


def end_tag_dropped(page, dice):
    found = pick(page, dice, re.compile(r"</[\w:-]+>"))
    return replaced(page, found.start(), found.end(), "")


def set_attribute(page: str, tag: re.Match, name: str, value: str) -> str:
    """The page with the attribute at the tag, in place of the one that it may have."""
    for found in ATTRIBUTE.finditer(page, tag.start(2), tag.end(2)):
        if found[1] == name:
            return replaced(page, found.start(2), found.end(2), value)
    return replaced(page, tag.end(1), tag.end(1), f' {name}="{value}"')


def role_set(page, dice):
    return set_attribute(page, pick(page, dice), "role", dice.choice(ROLES))


def state_set(page, dice):
    state = dice.choice(sorted(STATES))
    return set_attribute(page, pick(page, dice), state, dice.choice(STATES[state]))


def role_with_states(page, dice):
    """A role, the states that some role needs, and one more: what belongs together and what does not."""
    tag = pick(page, dice)
    page = set_attribute(page, tag, "role", dice.choice(ROLES))
    for state in dice.choice(COMPANIONS).split() + [dice.choice(sorted(STATES))]:
        right = STATES[state][0] if dice.random() < 0.8 else dice.choice(STATES[state])
        page = set_attribute(page, START_TAG.match(page, tag.start()), state, right)
    return page


def element_with_attributes(page, dice):
    """An element that few pages have, with two attributes of its own or of any, and perhaps a role."""
    name = dice.choice(sorted(FRAGMENTS))
    fragment = FRAGMENTS[name]
    for _ in range(2):
        kinds = [DRAWING if "<svg" in fragment else GLOBAL, BY_ELEMENT.get(name, GLOBAL), STATES]
        own = dice.choice(kinds)
        attribute = dice.choice(sorted(own))
        tag = next(found for found in START_TAG.finditer(fragment) if found[1] == name)
        fragment = set_attribute(fragment, tag, attribute, dice.choice(own[attribute]))
    if dice.random() < 0.3:
        tag = next(found for found in START_TAG.finditer(fragment) if found[1] == name)
        fragment = set_attribute(fragment, tag, "role", dice.choice(ROLES))
    tag = pick(page, dice, re.compile(START_TAG.pattern.replace(r"[a-zA-Z][\w:-]*", "main|section|div", 1)))
    return replaced(page, tag.end(), tag.end(), fragment) if tag else None


def value_of_its_own(page, dice):
    """Of what the element, or any, may carry: a value that is right or nearly so."""
    name = dice.choice(sorted(BY_ELEMENT))
    tag = pick(page, dice, re.compile(START_TAG.pattern.replace(r"[a-zA-Z][\w:-]*", name + r"(?=[\s/>])", 1)))
    if tag is None:
        return None
    attribute = dice.choice(sorted(BY_ELEMENT[name]))
    return set_attribute(page, tag, attribute, dice.choice(BY_ELEMENT[name][attribute]))


def value_of_any(page, dice):
    attribute = dice.choice(sorted(GLOBAL))
    return set_attribute(page, pick(page, dice), attribute, dice.choice(GLOBAL[attribute]))


def element_inserted(page, dice):
    tag = pick(page, dice)
    return replaced(page, tag.end(), tag.end(), dice.choice(ELEMENTS))


FAULTS = [
    role_with_states, role_with_states, element_with_attributes, element_with_attributes,
    role_set, state_set, value_of_its_own, value_of_any, element_inserted,
    role_set, state_set, value_of_its_own, value_of_any, element_inserted,
    attribute_dropped, value_changed, attribute_added, element_renamed, element_removed,
    element_doubled, element_moved, element_unwrapped, element_wrapped, text_inserted,
    tag_closed_early, end_tag_dropped,
]
