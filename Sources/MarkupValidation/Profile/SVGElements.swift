/// The SVG half of the profile: what charts and icons need, inline and in files of their own.
///
/// Nothing that runs, animates, embeds HTML or loads another file.
enum SVGElements {
    static let rows: [ElementRule] =
        [
            row(
                .svg, graphics,
                [
                    .viewBox, .width, .height, .x, .y, .preserveAspectRatio, .focusable, .version,
                    .role,
                ] + inherited),
            row(.svgG, graphics, placed + inherited),
            row(.svgDefs, graphics, [.transform] + inherited),
            row(
                .svgSymbol, graphics,
                [.viewBox, .preserveAspectRatio, .width, .height, .role] + inherited),
            row(
                .svgUse, described, [.x, .y, .width, .height] + placed + inherited,
                required: [.href]),
            row(.svgTitle, .text),
            row(.svgDesc, .text),
            row(.svgRect, described, [.x, .y, .rx, .ry] + shape, required: [.width, .height]),
            row(.svgLine, described, [.x1, .y1, .x2, .y2] + shape + markers),
            row(.svgPath, described, [.pathLength] + shape + markers, required: [.d]),
            row(.svgCircle, described, [.cx, .cy] + shape, required: [.r]),
            row(.svgEllipse, described, [.cx, .cy] + shape, required: [.rx, .ry]),
            row(.svgPolyline, described, shape + markers, required: [.points]),
            row(.svgPolygon, described, shape + markers, required: [.points]),
            row(
                .svgText, lettering,
                [.x, .y, .dx, .dy, .rotate, .textLength, .lengthAdjust, .vectorEffect] + placed
                    + painting + letters),
            row(
                .svgTspan, lettering,
                [.x, .y, .dx, .dy, .rotate, .textLength, .lengthAdjust, .role] + painting
                    + letters),
            row(
                .svgLinearGradient, stops,
                [.x1, .y1, .x2, .y2, .gradientUnits, .gradientTransform, .spreadMethod, .href]
                    + stopPaint),
            row(
                .svgRadialGradient, stops,
                [
                    .cx, .cy, .r, .fx, .fy, .gradientUnits, .gradientTransform, .spreadMethod,
                    .href,
                ] + stopPaint),
            row(.svgStop, described, stopPaint, required: [.offset]),
            row(.svgClipPath, graphics, [.clipPathUnits, .transform] + painting + letters),
            row(
                .svgMask, graphics,
                [.maskUnits, .maskContentUnits, .x, .y, .width, .height] + inherited),
            row(
                .svgPattern, graphics,
                [
                    .x, .y, .width, .height, .viewBox, .patternUnits, .patternContentUnits,
                    .patternTransform, .preserveAspectRatio, .href,
                ] + inherited),
            row(
                .svgMarker, graphics,
                [
                    .viewBox, .preserveAspectRatio, .refX, .refY, .markerWidth, .markerHeight,
                    .markerUnits, .orient,
                ] + inherited),
        ]

    // What SVG 1.1 lets an element be drawn with.
    private static let painting: [Attribute] = [
        .fill, .stroke, .color, .opacity, .fillOpacity, .fillRule, .strokeWidth, .strokeOpacity,
        .strokeLinecap, .strokeLinejoin, .strokeMiterlimit, .strokeDasharray, .strokeDashoffset,
        .clipPath, .clipRule, .mask, .shapeRendering, .textRendering, .visibility, .display,
    ]
    private static let letters: [Attribute] = [
        .fontFamily, .fontSize, .fontWeight, .fontStyle, .letterSpacing, .textAnchor,
        .dominantBaseline, .textDecoration,
    ]
    private static let markers: [Attribute] = [.markerStart, .markerMid, .markerEnd]
    private static let stopPaint: [Attribute] = [.stopColor, .stopOpacity, .color]
    /// What an element hands on to those in it.
    private static let inherited = painting + letters + markers + [.stopColor, .stopOpacity]
    private static let placed: [Attribute] = [.transform, .role]
    private static let shape = placed + painting + [.vectorEffect]

    private static let graphics = Content.children([.any(Category.svgGraphics)], text: false)
    private static let described = Content.children([.any(Category.svgDescriptive)], text: false)
    private static let lettering = Content.children(
        [.any(Category.svgDescriptive + [.svgTspan])], text: true)
    private static let stops = Content.children(
        [.any(Category.svgDescriptive + [.svgStop])], text: false)

    private static func row(
        _ tag: Tag, _ content: Content, _ attributes: [Attribute] = [], required: [Attribute] = []
    ) -> ElementRule {
        ElementRule(
            tag, content, attributes: attributes, required: required, globals: Attribute.svgGlobals)
    }
}
