/// The SVG half of the profile: what charts and icons need, inline and in files of their own.
///
/// Nothing that runs, animates, embeds HTML or loads another file.
enum SVGElements {
    static let rows: [ElementRule] =
        [
            row(
                .svg, graphics,
                [.viewBox, .width, .height, .x, .y, .preserveAspectRatio, .focusable, .version]),
            row(.svgG, graphics),
            row(.svgDefs, graphics),
            row(
                .svgSymbol, graphics,
                [.viewBox, .preserveAspectRatio, .x, .y, .width, .height, .refX, .refY]),
            row(.svgUse, described, [.x, .y, .width, .height], required: [.href]),
            row(.svgTitle, .text),
            row(.svgDesc, .text),
            row(
                .svgRect, described, [.x, .y, .rx, .ry, .pathLength], required: [.width, .height]),
            row(.svgLine, described, [.x1, .y1, .x2, .y2, .pathLength]),
            row(.svgPath, described, [.pathLength], required: [.d]),
            row(.svgCircle, described, [.cx, .cy, .pathLength], required: [.r]),
            row(.svgEllipse, described, [.cx, .cy, .pathLength], required: [.rx, .ry]),
            row(.svgPolyline, described, [.pathLength], required: [.points]),
            row(.svgPolygon, described, [.pathLength], required: [.points]),
            row(.svgText, lettering, [.x, .y, .dx, .dy, .rotate, .textLength, .lengthAdjust]),
            row(.svgTspan, lettering, [.x, .y, .dx, .dy, .rotate, .textLength, .lengthAdjust]),
            row(
                .svgLinearGradient, stops,
                [.x1, .y1, .x2, .y2, .gradientUnits, .gradientTransform, .spreadMethod, .href]),
            row(
                .svgRadialGradient, stops,
                [
                    .cx, .cy, .r, .fx, .fy, .gradientUnits, .gradientTransform, .spreadMethod,
                    .href,
                ]),
            row(.svgStop, described, required: [.offset]),
            row(.svgClipPath, graphics, [.clipPathUnits]),
            row(.svgMask, graphics, [.maskUnits, .maskContentUnits, .x, .y, .width, .height]),
            row(
                .svgPattern, graphics,
                [
                    .x, .y, .width, .height, .viewBox, .patternUnits, .patternContentUnits,
                    .patternTransform, .preserveAspectRatio, .href,
                ]),
            row(
                .svgMarker, graphics,
                [
                    .viewBox, .preserveAspectRatio, .refX, .refY, .markerWidth, .markerHeight,
                    .markerUnits, .orient,
                ]),
        ]

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
