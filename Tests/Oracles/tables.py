"""What mutants draw from: roles, states, and values of attributes by element, right ones and wrong ones."""

ROLES = (
    "alert alertdialog application article banner blockquote button caption cell checkbox code "
    "columnheader combobox complementary contentinfo definition deletion dialog document emphasis feed "
    "figure form generic graphics-document graphics-object graphics-symbol grid gridcell group heading "
    "img insertion link list listbox listitem log main marquee math menu menubar menuitem "
    "menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar "
    "radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider "
    "spinbutton status strong subscript superscript switch tab table tablist tabpanel term textbox time "
    "timer toolbar tooltip tree treegrid treeitem nobody"
).split()

TRUTH = ["true", "false", "x", ""]
NUMBER = ["1", "-2", "0", "1.5", "x", ""]
STATES = {
    "aria-atomic": TRUTH, "aria-busy": TRUTH, "aria-checked": TRUTH + ["mixed", "undefined"],
    "aria-colcount": NUMBER, "aria-current": ["page", "true", "x"],
    "aria-disabled": TRUTH, "aria-expanded": TRUTH + ["undefined"],
    "aria-haspopup": TRUTH + ["menu", "dialog"], "aria-hidden": TRUTH + ["undefined"],
    "aria-invalid": TRUTH + ["spelling"], "aria-label": ["Name", ""], "aria-level": NUMBER,
    "aria-live": ["polite", "x"], "aria-modal": TRUTH, "aria-pressed": TRUTH + ["mixed"],
    "aria-readonly": TRUTH, "aria-relevant": ["additions text", "all", "x"],
    "aria-required": TRUTH, "aria-roledescription": ["slide", ""], "aria-rowcount": NUMBER,
    "aria-selected": TRUTH, "aria-sort": ["ascending", "x"], "aria-valuemax": NUMBER,
    "aria-valuemin": NUMBER, "aria-valuenow": NUMBER, "aria-valuetext": ["half", ""],
}

# What some roles need, or carry together.
COMPANIONS = [
    "", "", "aria-checked", "aria-expanded", "aria-level", "aria-selected", "aria-checked aria-readonly",
    "aria-valuemax aria-valuemin aria-valuenow", "aria-valuenow", "aria-selected aria-disabled", "aria-sort",
    "aria-checked aria-required", "aria-checked aria-expanded", "aria-valuemax aria-valuemin aria-valuenow aria-readonly",
    "aria-readonly", "aria-invalid aria-readonly", "aria-colcount aria-rowcount", "aria-modal", "aria-pressed aria-haspopup", "aria-required aria-invalid",
]

GLOBAL = {
    "lang": ["zz", "en", "de-CH", "en-XX", "de-Zzzz", "x-private", "deu", "e", "de-de-de", "en-Latn-GB"],
    "dir": ["ltr", "x"], "hidden": ["", "x", "until-found"], "translate": ["yes", "true", ""],
    "enterkeyhint": ["x", "go", ""], "spellcheck": ["true", "", "x"], "tabindex": ["0", "-1", "+1", "x"],
    "inputmode": ["numeric", "x"], "class": ["a  b", ""], "title": [""], "inert": ["", "x"],
    "autofocus": ["", "true"], "accesskey": ["a"],
}
ADDRESSES = [
    "https://a.example:x/", "https://a..example/", "https://a.example:99999/", "https://-a.example/",
    "https://a_b.example/", "https://a.example:80/", "https://a.example/%zz", "https:///x",
    "https://[::1]/", "https://[x]/", "https://a b/", "/a#b#c", "//a.example/", "https://1.2.3.400/",
    "https://a.example./", "https://u:p@a.example/", "https://xn--a/", "mailto:", "mailto:a@b.example",
    "https://a.example/?a=b&amp;c", "a:b", "?x", "https://%41.example/", "https://é.example/",
]
IMAGES = [
    "/a.png 1x", "/a.png 1x, /b.png 1x", "/a.png 1x, /b.png 2.0x", "/a.png x", "/a.png 10w", "/a.png 10w, /b.png 20w",
    "/a.png 10w, /b.png 2x", "/a.png, /b.png", "/a b", "/a.png 01w", "/a.png -1x", "/a.png 1e0x, /b.png", "",
]
WIDTHS = ["1px", "x", "", "(min-width: 40em) 20em, 90vw", "20em, 90vw", "90", "(x) 1px, 2px", "0", "-1px", "50%"]
FILLING = ["on", "off", "x", "", "name", "email", "country"]
DIMENSIONS = ["10", "0", "-1", "10%", "1.5", "x", ""]
# What any element of SVG is drawn with, and where; few may carry all.
DRAWING = {
    attribute: ["", "x", "-1", "0.5", "1px", "#abc", "none", "auto", "url(#nowhere)", "nonzero", "bold", "round"]
    for attribute in (
        "fill stroke color opacity fill-opacity fill-rule stroke-width stroke-opacity stroke-linecap stroke-linejoin "
        "stroke-miterlimit stroke-dasharray stroke-dashoffset stop-color stop-opacity clip-path clip-rule mask "
        "marker-start marker-mid marker-end font-family font-size font-weight font-style letter-spacing text-anchor "
        "dominant-baseline text-decoration vector-effect shape-rendering text-rendering visibility display transform "
        "pathLength x width lengthAdjust spreadMethod markerUnits refX"
    ).split()
}
BY_ELEMENT = {
    "a": {
        "href": ADDRESSES, "target": ["_bad", "", "_blank", "frame", "_SELF"],
        "rel": ["nofollow", "x", "nofollow nofollow", "stylesheet", ""], "hreflang": ["de", "zz", ""],
        "type": ["text/html", "x", ""], "download": ["", "a.csv"],
    },
    "link": {
        "rel": [
            "dns-prefetch preload", "stylesheet alternate", "stylesheet", "preload", "icon", "x",
            "canonical", "preconnect", "nofollow", "manifest", "modulepreload", "prefetch", "next", "",
        ],
        "as": ["style", "x", "script", ""], "sizes": ["any", "16x16", "x", ""], "color": ["red", "x"],
        "media": ["print", "screen and", "(x)", "all"], "type": ["text/css", "x"],
        "hreflang": ["de", "zz"], "href": ADDRESSES, "integrity": ["x", "sha384-AAAA"],
        "crossorigin": ["", "x", "anonymous"], "title": ["A"], "role": ["list", "link", "none"],
    },
    "meta": {
        "media": ["screen"], "charset": ["utf-8", "UTF-8", "x"], "name": ["x", "robots", ""],
        "http-equiv": ["refresh", "content-security-policy", "x-ua-compatible", "x"],
        "content": ["", "1; url=/x", "IE=edge"], "property": ["og:title", "x"],
    },
    "script": {
        "integrity": ["x", "sha256-AAAA", ""], "async": [""], "defer": [""], "src": ["/x.js"],
        "type": ["module", "text/javascript", "x", "application/ld+json", ""], "crossorigin": [""],
    },
    "img": {"width": DIMENSIONS, "height": DIMENSIONS, "loading": ["lazy", "x"], "alt": [""],
            "srcset": IMAGES, "sizes": WIDTHS},
    "source": {"srcset": IMAGES, "sizes": WIDTHS, "media": ["print", "x y"], "type": ["image/webp", "x"], "width": DIMENSIONS},
    "select": {"autocomplete": FILLING, "size": ["0", "2"], "multiple": ["", "x"], "form": ["nowhere"], "name": [""]},
    "textarea": {"autocomplete": FILLING, "wrap": ["", "x", "soft", "hard"], "rows": ["0", "x"], "maxlength": ["-1", "3"]},
    "input": {"autocomplete": FILLING, "type": ["x", "number", "email"], "value": ["x"], "pattern": ["[", "a+"]},
    "option": {"label": ["", "x"], "value": [""], "selected": ["", "x"], "disabled": ["x"]}, "optgroup": {"label": ["", "x"]},
    "colgroup": {"span": ["1", "0", "x"]},
    "time": {"datetime": [
        "0000-01-01", "2026-02-29", "2024-02-29", "2026-W53", "2026-W54", "2026-W01", "24:00", "23:59:60",
        "2026-02-01T10:00+25:00", "2026-02-01T10:00+14:00", "P1D", "P1Y", "PT1S", "PT", "1h", "2026", "--02-30",
        "02-28", "2026-02-01 10:00Z", "2026-02-01T10:00:00.1234Z", "2026-1-1", "1d 2h", "+01:00", "-00:00",
        "12026-01-01", "PT1.5S", "PT1.5M",
    ]},
    "svg": {"viewBox": ["0 0 1 1", "0 0 1", "0,0,1,1", "0 0 -1 1", "x"], "preserveAspectRatio": ["x", "none"],
            "focusable": ["false", "x"], "version": ["1.1", "2"], "width": ["1em", "x", "auto", "10%", "-1"]},
    "line": {"stroke-linecap": ["x", "round"], "x1": ["x", "1", "1px"], "stroke-width": ["x", "2"],
             "stroke-dasharray": ["x", "1 2"], "transform": ["x", "rotate(1)"], "visibility": ["x"],
             "vector-effect": ["non-scaling-stroke", "x"], "stroke": ["x", "red", "#abc", "url(#x)"]},
    "rect": {"width": DIMENSIONS, "rx": DIMENSIONS, "fill": ["x", "none", "#12"], "fill-opacity": ["x", "2", "50%"],
             "fill-rule": ["x", "evenodd"], "shape-rendering": ["x", "crispEdges"], "display": ["x", "none"]},
    "text": {"text-anchor": ["x"], "font-size": ["x", "12"], "font-weight": ["x", "bold"], "y": ["x"],
             "dominant-baseline": ["x", "middle"], "letter-spacing": ["x"], "font-style": ["x"]},
    "path": {"d": ["M0 0", "x", "M0", ""], "stroke-linejoin": ["x", "round"], "stroke-miterlimit": ["x", "0", "2"]},
    "th": {"scope": ["x", "rowgroup"], "colspan": ["0", "x", "1001"], "rowspan": ["x", "1"], "abbr": [""]},
    "td": {"colspan": ["0", "x"], "headers": ["x"], "rowspan": ["0", "x"]},
    "ol": {"start": ["x", "-1"], "type": ["x", "a"], "reversed": ["", "x"]}, "li": {"value": ["x", "-1"]},
    "form": {"action": ["", "/x", "https://a..example/"], "method": ["get", "x"], "target": ["_x", "_top"],
             "autocomplete": ["on", "x"], "enctype": ["text/plain", "x"], "name": [""], "novalidate": [""]},
    "label": {"for": ["", "nowhere"]}, "q": {"cite": ADDRESSES}, "blockquote": {"cite": ADDRESSES},
    "details": {"open": ["", "x"], "name": ["", "a"]}, "data": {"value": [""]},
    "html": {"lang": ["", "zz", "en-GB"]}, "col": {"span": ["0", "x"]},
    "button": {"type": ["x", "submit"], "form": ["nowhere"], "name": [""], "disabled": ["", "x"]},
}

# Whole elements, each put into a page where some element begins.
ELEMENTS = [
    f'<input type="{kind}" {rest} aria-label="x"/>'
    for kind, values in {
        "number": ["1", "x", "1e3", ""], "url": ["x", "https://a.example/", ""], "email": ["x", "a@b.example"],
        "date": ["2026-02-01", "x"], "time": ["10:00", "25:00"], "color": ["#ffffff", "red"],
        "range": ["5", "x"], "month": ["2026-02", "x"], "week": ["2026-W01", "x"], "text": ["x"],
        "datetime-local": ["2026-02-01T10:00", "x"], "checkbox": ["x"], "radio": ["x"], "hidden": ["x"],
        "submit": ["x"], "button": ["x"], "file": ["x"], "tel": ["x"], "search": ["x"], "password": ["x"],
    }.items()
    for rest in [f'value="{value}"' for value in values]
    + ['min="1"', 'max="x"', 'step="any"', 'step="0"', 'pattern="["', 'pattern="a+"', 'maxlength="3"',
       'minlength="x"', 'size="0"', 'list="nowhere"', 'checked=""', 'multiple=""', 'accept="image/*"',
       'accept="x"', 'placeholder="x"', 'required=""', 'readonly=""', 'inputmode="x"', 'inputmode="numeric"',
       'autocomplete="x"', 'autocomplete="email"', 'autocomplete="off"', 'src="/x"', 'role="switch"',
       'role="combobox"', 'aria-checked="true"', 'aria-expanded="true"', 'aria-required="true"']
] + [
    f'<div role="{role}" tabindex="0" aria-label="x">x</div>' for role in ROLES
] + [
    *(f'<div role="{role}"><a href="/x">x</a><span tabindex="0">y</span></div>' for role in ["button", "link", "group"]),
    '<meta charset="utf-8"/>', '<select aria-label="x" required=""><option value="a">a</option></select>',
    '<select aria-label="x" multiple="" size="2"><option value="a" selected="">a</option></select>',
    '<select aria-label="x" size="0"><option>a</option></select>', '<progress value="2" max="1" aria-label="x">x</progress>',
    '<meter value="x" aria-label="x">x</meter>', '<meter value="2" min="0" max="1" low="0.5" aria-label="x">x</meter>',
    '<textarea rows="0" aria-label="x">x</textarea>', '<textarea maxlength="1" minlength="2" aria-label="x">x</textarea>',
    '<button type="button" aria-pressed="true">x</button>', '<button type="button" aria-checked="true">x</button>',
    '<output for="nowhere">x</output>', '<ul><li role="tab">x</li></ul>', '<a href="/x" role="button">x</a>',
    '<div role="tablist"><span role="tab" tabindex="0" aria-selected="true">x</span></div>',
    '<table><caption>x</caption><tbody><tr><td role="gridcell">x</td></tr></tbody></table>',
    '<table role="grid"><caption>x</caption><tbody><tr><td role="gridcell">x</td></tr></tbody></table>',
    '<picture><source srcset="/a.webp 1x" type="x"/><img src="/a.png" alt=""/></picture>',
    '<ruby>x</ruby>', '<bdo dir="rtl">x</bdo>', '<bdo dir="auto">x</bdo>', '<del datetime="2026">x</del>',
    '<ins datetime="x">x</ins>', '<details><summary role="button">x</summary></details>',
    '<h2 role="tab">x</h2>', '<h2 aria-level="3">x</h2>', '<hr role="presentation"/>', '<br role="none"/>',
]

# One of each element that may stand in a main, a section or a div; the values are put into its first tag.
FRAGMENTS = {
    **{name: f"<{name}>x</{name}>" for name in (
        "abbr address article aside b bdi blockquote cite code del dfn div em footer header i ins kbd "
        "label mark nav output p pre q s samp search section small span strong sub sup u var"
    ).split()},
    "data": '<data value="1">x</data>', "time": '<time datetime="2026-02-01">x</time>', "bdo": '<bdo dir="ltr">x</bdo>',
    "a": '<a href="/x">x</a>', "button": '<button type="button">x</button>', "br": "<p>x<br/>y</p>",
    "wbr": "<p>x<wbr/>y</p>", "hr": "<hr/>", "img": '<img src="/a.png" alt="x"/>', "h2": "<h2>x</h2>",
    "input": '<input type="text" aria-label="x"/>', "select": '<select aria-label="x"><option>x</option></select>',
    "option": '<select aria-label="x"><option>x</option></select>', "textarea": '<textarea aria-label="x">x</textarea>',
    "optgroup": '<select aria-label="x"><optgroup label="x"><option>x</option></optgroup></select>',
    "datalist": "<datalist><option>x</option></datalist>", "fieldset": "<fieldset><legend>x</legend></fieldset>",
    "legend": "<fieldset><legend>x</legend></fieldset>", "form": '<form action="/x"><p>x</p></form>',
    "meter": '<meter value="0.5" aria-label="x">x</meter>', "progress": '<progress value="0.5" aria-label="x">x</progress>',
    "details": "<details><summary>x</summary><p>x</p></details>", "summary": "<details><summary>x</summary></details>",
    "dl": "<dl><dt>x</dt><dd>x</dd></dl>", "dt": "<dl><dt>x</dt><dd>x</dd></dl>", "dd": "<dl><dt>x</dt><dd>x</dd></dl>",
    "ol": "<ol><li>x</li></ol>", "ul": "<ul><li>x</li></ul>", "li": "<ol><li>x</li></ol>",
    "figure": "<figure><p>x</p><figcaption>x</figcaption></figure>", "hgroup": "<hgroup><h2>x</h2><p>x</p></hgroup>",
    "figcaption": "<figure><p>x</p><figcaption>x</figcaption></figure>",
    "picture": '<picture><source srcset="/a.webp 1x"/><img src="/a.png" alt="x"/></picture>',
    "source": '<picture><source srcset="/a.webp 1x"/><img src="/a.png" alt="x"/></picture>',
    **{name: '<table><caption>x</caption><colgroup><col/></colgroup><thead><tr><th scope="col">x</th></tr></thead>'
             "<tbody><tr><td>x</td></tr></tbody><tfoot><tr><td>x</td></tr></tfoot></table>"
       for name in "table caption colgroup col thead tbody tfoot tr th td".split()},
    **{name: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="x"><title>x</title>'
             '<defs><linearGradient id="mutant-a"><stop offset="0"/></linearGradient></defs><g><rect width="1" height="1"/>'
             '<line x2="1"/><path d="M0 0"/><circle r="1"/><ellipse rx="1" ry="1"/><polyline points="0 0 1 1"/>'
             '<polygon points="0 0 1 1 1 0"/><text>x<tspan>y</tspan></text></g></svg>'
       for name in "svg g rect line path circle ellipse polyline polygon text tspan linearGradient stop".split()},
    **{name: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="x"><title>x</title>'
             '<desc>x</desc><defs><symbol id="mutant-s"><rect width="1" height="1"/></symbol>'
             '<radialGradient id="mutant-r"><stop offset="0"/></radialGradient><clipPath id="mutant-c">'
             '<rect width="1" height="1"/></clipPath><mask id="mutant-m"><rect width="1" height="1"/></mask>'
             '<pattern id="mutant-p" width="1" height="1"><rect width="1" height="1"/></pattern>'
             '<marker id="mutant-k"><rect width="1" height="1"/></marker></defs><use href="#mutant-s"/></svg>'
       for name in "desc defs symbol use radialGradient clipPath mask pattern marker".split()},
}
