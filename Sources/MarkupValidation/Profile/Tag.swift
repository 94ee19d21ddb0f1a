/// The elements of our HTML. What each may hold and carry stands in `HTMLElements` and `SVGElements`.
enum Tag: String, CaseIterable, Sendable {
    case html, head, title, meta, link, script, style, body
    case header, nav, main, footer, section, article, aside, search, address, hgroup
    case h1, h2, h3, h4, h5, h6
    case p, pre, blockquote, ul, ol, li, dl, dt, dd, div, figure, figcaption, hr
    case table, caption, colgroup, col, thead, tbody, tfoot, tr, th, td
    case details, summary
    case form, fieldset, legend, label, input, button, select, optgroup, option, datalist, textarea
    case output, progress, meter
    case a, span, strong, em, b, i, u, s, small, mark, code, kbd, samp, `var`, abbr, dfn, cite, q
    case time, data, sub, sup, del, ins, bdi, bdo, br, wbr, img, picture, source
    case svg
    case svgG = "svg:g"
    case svgDefs = "svg:defs"
    case svgSymbol = "svg:symbol"
    case svgUse = "svg:use"
    case svgTitle = "svg:title"
    case svgDesc = "svg:desc"
    case svgRect = "svg:rect"
    case svgLine = "svg:line"
    case svgPath = "svg:path"
    case svgCircle = "svg:circle"
    case svgEllipse = "svg:ellipse"
    case svgPolyline = "svg:polyline"
    case svgPolygon = "svg:polygon"
    case svgText = "svg:text"
    case svgTspan = "svg:tspan"
    case svgLinearGradient = "svg:linearGradient"
    case svgRadialGradient = "svg:radialGradient"
    case svgStop = "svg:stop"
    case svgClipPath = "svg:clipPath"
    case svgMask = "svg:mask"
    case svgPattern = "svg:pattern"
    case svgMarker = "svg:marker"

    /// The name as written in a page, without our `svg:` prefix.
    var writtenName: String {
        rawValue.hasPrefix("svg:") ? String(rawValue.dropFirst(4)) : rawValue
    }

    /// Its place in the declaration, for `NameSet`.
    static let numbers: [Tag: Int] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })
}

extension NameSet {
    init(_ tags: [Tag]) {
        self.init(tags.compactMap { Tag.numbers[$0] })
    }
}
