/// The attributes of our HTML and SVG. `AttributeValue` says what each may hold, and the rows of
/// `HTMLElements` and `SVGElements` where each belongs.
enum Attribute: UInt8, CaseIterable, Sendable {
    // Global.
    case `class`, id, lang, dir, title, hidden, tabindex, role, translate, inert, spellcheck
    case autofocus, enterkeyhint, popover, dataReload, dataState, dataSource, dataAccount, dataAsset
    case dataTotal, dataRules, dataWords, dataMarks
    // Accessibility (WAI-ARIA 1.2).
    case ariaAtomic, ariaBusy, ariaChecked, ariaColcount, ariaControls, ariaCurrent, ariaDescribedby
    case ariaDetails, ariaDisabled, ariaErrormessage, ariaExpanded, ariaHaspopup, ariaHidden
    case ariaInvalid, ariaLabel, ariaLabelledby, ariaLevel, ariaLive, ariaModal, ariaOwns
    case ariaPressed, ariaReadonly, ariaRelevant, ariaRequired, ariaRoledescription, ariaRowcount
    case ariaSelected, ariaSort, ariaValuemax, ariaValuemin, ariaValuenow, ariaValuetext
    // Documents and links.
    case name, httpEquiv, content, property, charset, media, rel, href, hreflang, type, sizes
    case integrity, crossorigin, `as`, color, src, async, `defer`, target, download, cite
    // Lists, tables, texts.
    case start, reversed, value, open, span, scope, headers, colspan, rowspan, abbr, datetime
    // Images.
    case srcset, width, height, loading, decoding, fetchpriority, alt
    // Forms.
    case action, method, enctype, autocomplete, novalidate, `for`, form, placeholder, required
    case readonly, disabled, checked, min, max, step, minlength, maxlength, pattern, size, list
    case multiple, accept, inputmode, popovertarget, label, selected, rows, cols, wrap, low, high,
        optimum
    // SVG geometry.
    case viewBox, x, y, x1, y1, x2, y2, cx, cy, r, rx, ry, fx, fy, dx, dy, d, points, rotate
    case pathLength, textLength, lengthAdjust, offset, preserveAspectRatio, focusable, version
    case gradientUnits, gradientTransform, spreadMethod, clipPathUnits, maskUnits, maskContentUnits
    case patternUnits, patternContentUnits, patternTransform, refX, refY, markerWidth, markerHeight
    case markerUnits, orient, transform
    // SVG presentation.
    case fill, stroke, opacity, fillOpacity, fillRule, strokeWidth, strokeOpacity, strokeLinecap
    case strokeLinejoin, strokeMiterlimit, strokeDasharray, strokeDashoffset, stopColor, stopOpacity
    case clipPath, clipRule, mask, markerStart, markerMid, markerEnd, fontFamily, fontSize
    case fontWeight, fontStyle, letterSpacing, textAnchor, dominantBaseline, textDecoration
    case vectorEffect, shapeRendering, textRendering, paintOrder, visibility, display

    /// As it stands in a page: `aria-label` for `ariaLabel`.
    var name: String { Self.names[number] }

    /// Its place in the profile, for `NameSet`.
    var number: Int { Int(rawValue) }

    /// Those that SVG writes with a capital.
    private static let capitalised: Set<Attribute> = [
        .viewBox, .pathLength, .textLength, .lengthAdjust, .preserveAspectRatio, .gradientUnits,
        .gradientTransform, .spreadMethod, .clipPathUnits, .maskUnits, .maskContentUnits,
        .patternUnits, .patternContentUnits, .patternTransform, .refX, .refY, .markerWidth,
        .markerHeight, .markerUnits,
    ]

    private static let names = FixedList(
        allCases.map { attribute in
            capitalised.contains(attribute)
                ? "\(attribute)"
                : "\(attribute)".reduce(into: "") { name, letter in
                    name += (letter.isUppercase ? "-" : "") + letter.lowercased()
                }
        })

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    var isARIA: Bool { (Self.ariaAtomic.rawValue...Self.ariaValuetext.rawValue).contains(rawValue) }

    private static let aria = allCases.filter(\.isARIA)

    /// Those that any HTML element may carry.
    static let globals: [Attribute] =
        aria + [
            .class, .id, .lang, .dir, .title, .hidden, .tabindex, .role, .translate, .inert,
            .spellcheck, .autofocus, .enterkeyhint, .popover, .dataReload, .dataState, .dataSource,
            .dataAccount,
        ]

    /// Those of an element that shows nothing itself, so that there is nothing to hide, or that shows all.
    static let unseenGlobals = globals.filter { $0 != .ariaHidden }

    /// Those that any SVG element may carry.
    static let svgGlobals: [Attribute] = aria + [.class, .id, .lang, .tabindex, .dataState]
}

extension NameSet {
    init(_ attributes: [Attribute]) {
        self.init(attributes.map(\.number))
    }
}
