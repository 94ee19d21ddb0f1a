/// The attributes of our HTML and SVG. `AttributeValue` says what each may hold, and the rows of
/// `HTMLElements` and `SVGElements` where each belongs.
enum Attribute: String, CaseIterable, Sendable {
    // Global.
    case `class`, id, lang, dir, title, hidden, tabindex, role, translate, inert
    case spellcheck, autofocus, enterkeyhint
    case dataReload = "data-reload"
    case dataState = "data-state"
    case dataSource = "data-source"
    case dataAccount = "data-account"
    case dataAsset = "data-asset"
    case dataTotal = "data-total"
    // Accessibility (WAI-ARIA 1.2).
    case ariaAtomic = "aria-atomic"
    case ariaBusy = "aria-busy"
    case ariaChecked = "aria-checked"
    case ariaColcount = "aria-colcount"
    case ariaControls = "aria-controls"
    case ariaCurrent = "aria-current"
    case ariaDescribedby = "aria-describedby"
    case ariaDetails = "aria-details"
    case ariaDisabled = "aria-disabled"
    case ariaErrormessage = "aria-errormessage"
    case ariaExpanded = "aria-expanded"
    case ariaHaspopup = "aria-haspopup"
    case ariaHidden = "aria-hidden"
    case ariaInvalid = "aria-invalid"
    case ariaLabel = "aria-label"
    case ariaLabelledby = "aria-labelledby"
    case ariaLevel = "aria-level"
    case ariaLive = "aria-live"
    case ariaModal = "aria-modal"
    case ariaOwns = "aria-owns"
    case ariaPressed = "aria-pressed"
    case ariaReadonly = "aria-readonly"
    case ariaRelevant = "aria-relevant"
    case ariaRequired = "aria-required"
    case ariaRoledescription = "aria-roledescription"
    case ariaRowcount = "aria-rowcount"
    case ariaSelected = "aria-selected"
    case ariaSort = "aria-sort"
    case ariaValuemax = "aria-valuemax"
    case ariaValuemin = "aria-valuemin"
    case ariaValuenow = "aria-valuenow"
    case ariaValuetext = "aria-valuetext"
    // Documents and links.
    case name
    case httpEquiv = "http-equiv"
    case content, property, charset, media, rel, href, hreflang, type, sizes, integrity, crossorigin
    case `as`, color, src, async, `defer`, target, download, cite
    // Lists, tables, texts.
    case start, reversed, value, open, span, scope, headers, colspan, rowspan, abbr, datetime
    // Images.
    case srcset, width, height, loading, decoding, fetchpriority, alt
    // Forms.
    case action, method, enctype, autocomplete, novalidate, `for`, form, placeholder, required
    case readonly, disabled, checked, min, max, step, minlength, maxlength, pattern, size, list
    case multiple, accept, inputmode, label, selected, rows, cols, wrap, low, high, optimum
    // SVG geometry.
    case viewBox, x, y, x1, y1, x2, y2, cx, cy, r, rx, ry, fx, fy, dx, dy, d, points, rotate
    case pathLength, textLength, lengthAdjust, offset, preserveAspectRatio, focusable, version
    case gradientUnits, gradientTransform, spreadMethod, clipPathUnits, maskUnits, maskContentUnits
    case patternUnits, patternContentUnits, patternTransform, refX, refY, markerWidth, markerHeight
    case markerUnits, orient, transform
    // SVG presentation.
    case fill, stroke, opacity
    case fillOpacity = "fill-opacity"
    case fillRule = "fill-rule"
    case strokeWidth = "stroke-width"
    case strokeOpacity = "stroke-opacity"
    case strokeLinecap = "stroke-linecap"
    case strokeLinejoin = "stroke-linejoin"
    case strokeMiterlimit = "stroke-miterlimit"
    case strokeDasharray = "stroke-dasharray"
    case strokeDashoffset = "stroke-dashoffset"
    case stopColor = "stop-color"
    case stopOpacity = "stop-opacity"
    case clipPath = "clip-path"
    case clipRule = "clip-rule"
    case mask
    case markerStart = "marker-start"
    case markerMid = "marker-mid"
    case markerEnd = "marker-end"
    case fontFamily = "font-family"
    case fontSize = "font-size"
    case fontWeight = "font-weight"
    case fontStyle = "font-style"
    case letterSpacing = "letter-spacing"
    case textAnchor = "text-anchor"
    case dominantBaseline = "dominant-baseline"
    case textDecoration = "text-decoration"
    case vectorEffect = "vector-effect"
    case shapeRendering = "shape-rendering"
    case textRendering = "text-rendering"
    case paintOrder = "paint-order"
    case visibility, display

    /// Its place in the declaration, for `NameSet`.
    static let numbers: [Attribute: Int] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

    private static let aria = allCases.filter { $0.rawValue.hasPrefix("aria-") }

    /// Those that any HTML element may carry.
    static let globals: [Attribute] =
        aria + [
            .class, .id, .lang, .dir, .title, .hidden, .tabindex, .role, .translate, .inert,
            .spellcheck, .autofocus, .enterkeyhint, .dataReload, .dataState, .dataSource,
            .dataAccount,
        ]

    /// Those that any SVG element may carry.
    static let svgGlobals: [Attribute] =
        aria + [.class, .id, .lang, .tabindex, .role, .transform, .dataState] + presentation

    private static let presentation: [Attribute] = [
        .fill, .stroke, .color, .opacity, .fillOpacity, .fillRule, .strokeWidth, .strokeOpacity,
        .strokeLinecap, .strokeLinejoin, .strokeMiterlimit, .strokeDasharray, .strokeDashoffset,
        .stopColor, .stopOpacity, .clipPath, .clipRule, .mask, .markerStart, .markerMid, .markerEnd,
        .fontFamily, .fontSize, .fontWeight, .fontStyle, .letterSpacing, .textAnchor,
        .dominantBaseline, .textDecoration, .vectorEffect, .shapeRendering, .textRendering,
        .paintOrder, .visibility, .display,
    ]
}

extension NameSet {
    init(_ attributes: [Attribute]) {
        self.init(attributes.compactMap { Attribute.numbers[$0] })
    }
}
