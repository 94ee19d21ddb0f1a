/// The content categories of HTML, restricted to the elements of our profile.
///
/// HTML Living Standard, section 3.2.5.2 "Kinds of content".
enum Category {
    static let headings: [Tag] = [.h1, .h2, .h3, .h4, .h5, .h6]
    static let sectioning: [Tag] = [.article, .aside, .nav, .section]
    static let metadata: [Tag] = [.title, .meta, .link, .script, .style]

    /// Runs of text and what may stand inside a line of it.
    static let phrasing: [Tag] = [
        .a, .abbr, .b, .bdi, .bdo, .br, .button, .cite, .code, .data, .datalist, .del, .dfn, .em,
        .i,
        .img, .input, .ins, .kbd, .label, .mark, .meter, .output, .picture, .progress, .q, .s,
        .samp,
        .script, .select, .small, .span, .strong, .sub, .sup, .svg, .textarea, .time, .u, .var,
        .wbr,
    ]

    /// Whatever may stand in the body.
    static let flow: [Tag] =
        phrasing + headings + sectioning + [
            .address, .blockquote, .details, .div, .dl, .fieldset, .figure, .footer, .form, .header,
            .hgroup, .hr, .main, .ol, .p, .pre, .search, .table, .ul,
        ]

    /// What a reader can operate; none of it may lie in a link or a button.
    static let interactive: [Tag] = [
        .a, .button, .details, .input, .label, .select, .textarea,
    ]

    static let svgDescriptive: [Tag] = [.svgTitle, .svgDesc]
    static let svgShapes: [Tag] = [
        .svgRect, .svgLine, .svgPath, .svgCircle, .svgEllipse, .svgPolyline, .svgPolygon,
    ]
    static let svgPaintServers: [Tag] = [
        .svgLinearGradient, .svgRadialGradient, .svgClipPath, .svgMask, .svgPattern, .svgMarker,
    ]
    /// What may stand in `svg`, `g`, `defs` and their like.
    static let svgGraphics: [Tag] =
        svgDescriptive + svgShapes + svgPaintServers + [
            .svgG, .svgDefs, .svgSymbol, .svgUse, .svgText,
        ]
}
