/// What the value of an attribute must look like.
enum AttributeValue: Sendable {
    case text
    /// At least one character that is not white space.
    case nonEmpty
    /// Empty or the attribute's own name: it is the presence that counts.
    case boolean
    case oneOf(FixedList<StaticString>)
    /// An id that this element takes.
    case id
    /// The id of one element of this document.
    case idReference
    /// Ids of elements of this document, separated by spaces.
    case idReferences
    case address
    case language
    case integer, natural
    /// A whole number from 1 up.
    case positive
    /// A decimal number, with or without an exponent.
    case number
    /// A number, with a unit, a percent sign or without.
    case length
    /// Numbers separated by spaces or commas.
    case numbers
    /// Commands of an SVG path, each with its numbers.
    case path
    /// A paint, mask or marker; `url(#id)` refers to an element of this document.
    case paint
    case dateTime
    /// A date, or a date with a time and its zone.
    case instant
    /// `print`, or `screen and (max-width: 40em)`.
    case media
    /// A name after the prefix of its vocabulary and a colon: `og:title`.
    case prefixedName
    /// Where a link opens: a name, or one of four that begin with an underscore.
    case frame
    /// `sha384-` and its like, with base 64 behind.
    case digest
    /// Addresses of one image in several sizes, each with a width or a density: `/a.png 1x, /b.png 2x`.
    case imageSet
    /// How wide an image will be: `(min-width: 40em) 20em, 90vw`.
    case imageWidths
    /// `16x16 32x32`, or `any`.
    case iconSizes
    /// Endings of files and media types behind commas: `.csv, image/*`.
    case fileKinds
    /// How a graphic fills its place: `xMidYMid meet`.
    case fit
    /// `text/css`, with or without parameters.
    case mediaType
}

extension Attribute {
    private static let trueOrFalse = AttributeValue.oneOf(["true", "false"])
    private static let unitSystem = AttributeValue.oneOf(["userSpaceOnUse", "objectBoundingBox"])
    // Of attributes that every element may carry: one list for all.
    private static let direction = AttributeValue.oneOf(["ltr", "rtl", "auto"])
    private static let invalidity = AttributeValue.oneOf(["true", "false", "grammar", "spelling"])
    private static let popup = AttributeValue.oneOf([
        "true", "false", "menu", "listbox", "tree", "grid", "dialog",
    ])
    private static let relevance = AttributeValue.oneOf([
        "additions", "removals", "text", "additions text", "all",
    ])
    private static let keyHint = AttributeValue.oneOf([
        "enter", "done", "go", "next", "previous", "search", "send",
    ])
    private static let selection = AttributeValue.oneOf(["true", "false", "undefined"])
    private static let check = AttributeValue.oneOf(["true", "false", "mixed", "undefined"])
    private static let currency = AttributeValue.oneOf([
        "page", "step", "location", "date", "time", "true", "false",
    ])
    private static let liveness = AttributeValue.oneOf(["off", "polite", "assertive"])
    private static let order = AttributeValue.oneOf(["ascending", "descending", "none", "other"])
    private static let account = AttributeValue.oneOf(["fictional", "private"])
    private static let yesOrNo = AttributeValue.oneOf(["yes", "no"])
    private static let switching = AttributeValue.oneOf(["on", "off"])
    private static let weight = AttributeValue.oneOf([
        "normal", "bold", "bolder", "lighter", "100", "200", "300", "400", "500", "600", "700",
        "800", "900",
    ])
    private static let hiding = AttributeValue.oneOf(["", "hidden", "until-found"])

    /// The form of this attribute's value when `tag` carries it.
    func value(on tag: Tag) -> AttributeValue {
        switch self {
        case .id: .id
        case .lang: .language
        case .dir: Self.direction
        case .ariaAtomic, .ariaBusy, .ariaDisabled, .ariaHidden, .ariaModal, .ariaReadonly,
            .ariaRequired, .spellcheck:
            Self.trueOrFalse
        case .ariaExpanded, .ariaSelected: Self.selection
        case .ariaChecked, .ariaPressed: Self.check
        case .ariaCurrent: Self.currency
        case .ariaLive: Self.liveness
        case .ariaSort: Self.order
        case .ariaInvalid: Self.invalidity
        case .ariaHaspopup: Self.popup
        case .ariaRelevant: Self.relevance
        case .ariaValuemin, .ariaValuemax, .ariaValuenow: .number
        case .enterkeyhint: Self.keyHint
        case .inputmode:
            .oneOf(["none", "text", "decimal", "numeric", "tel", "search", "email", "url"])
        case .target: .frame
        case .integrity: .digest
        case .as:
            .oneOf([
                "audio", "document", "fetch", "font", "image", "script", "style", "track", "worker",
            ])
        case .srcset: .imageSet
        case .sizes: tag == .link ? .iconSizes : .imageWidths
        case .accept: .fileKinds
        case .enctype:
            .oneOf(["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
        // What an input may be filled with depends on its type.
        case .autocomplete where tag != .input: Self.switching
        case .wrap: .oneOf(["soft", "hard"])
        case .label: .nonEmpty
        case .fontWeight: Self.weight
        case .textRendering:
            .oneOf(["auto", "optimizeSpeed", "optimizeLegibility", "geometricPrecision"])
        case .lengthAdjust: .oneOf(["spacing", "spacingAndGlyphs"])
        case .spreadMethod: .oneOf(["pad", "reflect", "repeat"])
        case .markerUnits: .oneOf(["strokeWidth", "userSpaceOnUse"])
        case .strokeLinecap: .oneOf(["butt", "round", "square"])
        case .strokeLinejoin: .oneOf(["miter", "round", "bevel"])
        case .fillRule, .clipRule: .oneOf(["nonzero", "evenodd"])
        case .fontStyle: .oneOf(["normal", "italic", "oblique"])
        case .visibility: .oneOf(["visible", "hidden", "collapse"])
        case .display: .oneOf(["inline", "block", "none"])
        case .shapeRendering: .oneOf(["auto", "optimizeSpeed", "crispEdges", "geometricPrecision"])
        case .vectorEffect: .oneOf(["none", "non-scaling-stroke"])
        case .dominantBaseline: .oneOf(["auto", "middle", "central", "hanging", "alphabetic"])
        case .preserveAspectRatio: .fit
        case .focusable: Self.trueOrFalse
        case .ariaControls, .ariaDescribedby, .ariaDetails, .ariaErrormessage, .ariaLabelledby,
            .ariaOwns, .headers:
            .idReferences
        case .for: tag == .output ? .idReferences : .idReference
        case .list, .form, .popovertarget: .idReference
        case .popover: .oneOf(["auto", "manual"])
        case .ariaLabel, .ariaRoledescription, .name, .rel, .dataSource, .dataAsset, .dataRules,
            .dataWords, .dataMarks:
            .nonEmpty
        case .dataAccount: Self.account
        case .dataTotal: .oneOf(["column"])
        case .href, .src, .action, .cite: .address
        case .hreflang: .language
        case .translate: Self.yesOrNo
        case .inert, .autofocus, .reversed, .open, .novalidate, .required, .readonly, .disabled,
            .checked, .multiple, .selected, .async, .defer:
            .boolean
        case .hidden: Self.hiding
        case .charset: .oneOf(["utf-8"])
        case .httpEquiv: .oneOf(["content-security-policy", "refresh", "x-ua-compatible"])
        case .crossorigin: .oneOf(["", "anonymous", "use-credentials"])
        case .scope: .oneOf(["row", "col", "rowgroup", "colgroup"])
        case .method: .oneOf(["get", "post", "dialog"])
        case .loading: .oneOf(["eager", "lazy"])
        case .decoding: .oneOf(["sync", "async", "auto"])
        case .fetchpriority: .oneOf(["high", "low", "auto"])
        case .type: typeValue(on: tag)
        case .tabindex, .start: .integer
        case .value where tag == .li: .integer
        case .value where tag == .meter || tag == .progress: .number
        case .min, .max: tag == .input ? .text : .number
        case .low, .high, .optimum: .number
        case .colspan, .span, .rows, .cols, .size, .ariaLevel: .positive
        case .rowspan, .minlength, .maxlength, .ariaColcount, .ariaRowcount: .natural
        case .width, .height: tag == .img || tag == .source ? .natural : .length
        case .datetime: tag == .time ? .dateTime : .instant
        case .media: .media
        case .version: .oneOf(["1.0", "1.1"])
        case .property: .prefixedName
        case .x, .y, .dx, .dy, .rotate: tag == .svgText || tag == .svgTspan ? .numbers : .length
        case .x1, .y1, .x2, .y2, .cx, .cy, .r, .rx, .ry, .fx, .fy, .textLength, .offset, .refX,
            .refY,
            .markerWidth, .markerHeight:
            .length
        case .pathLength, .opacity, .fillOpacity, .strokeOpacity, .stopOpacity, .strokeMiterlimit:
            .number
        case .viewBox, .points: .numbers
        case .d: .path
        case .fill, .stroke, .clipPath, .mask, .markerStart, .markerMid, .markerEnd: .paint
        case .gradientUnits, .clipPathUnits, .maskUnits, .maskContentUnits, .patternUnits,
            .patternContentUnits:
            Self.unitSystem
        case .textAnchor: .oneOf(["start", "middle", "end"])
        default: .text
        }
    }

    private func typeValue(on tag: Tag) -> AttributeValue {
        switch tag {
        case .button: .oneOf(["button", "submit", "reset"])
        case .script: .oneOf(["application/ld+json", "module", "text/javascript"])
        case .ol: .oneOf(["1", "a", "A", "i", "I"])
        case .input:
            .oneOf([
                "text", "search", "email", "url", "tel", "password", "number", "range", "date",
                "time",
                "datetime-local", "month", "week", "color", "checkbox", "radio", "file", "hidden",
                "submit", "reset", "button",
            ])
        case .link, .a, .source: .mediaType
        default: .nonEmpty
        }
    }
}
