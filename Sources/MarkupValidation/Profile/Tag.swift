/// The elements of our HTML. What each may hold and carry stands in `HTMLElements` and `SVGElements`.
enum Tag: UInt8, CaseIterable, Sendable {
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
    case svgG, svgDefs, svgSymbol, svgUse, svgTitle, svgDesc, svgRect, svgLine, svgPath, svgCircle
    case svgEllipse, svgPolyline, svgPolygon, svgText, svgTspan, svgLinearGradient
    case svgRadialGradient, svgStop, svgClipPath, svgMask, svgPattern, svgMarker

    /// As it stands in a page: `rect` for `svgRect`.
    var name: String { Self.names[number] }

    /// Its place in the profile, for `NameSet`.
    var number: Int { Int(rawValue) }

    /// Whether it stands in `svg` only.
    var isGraphics: Bool { rawValue > Tag.svg.rawValue }

    private static let names = FixedList(
        allCases.map { tag in
            let name = "\(tag)".dropFirst(tag.isGraphics ? 3 : 0)
            return name.prefix(1).lowercased() + name.dropFirst()
        })
}
