/// The whole profile: the rows by tag, and the names as they stand in the bytes.
enum Profile {
    static let xhtmlNamespace = "http://www.w3.org/1999/xhtml"
    static let svgNamespace = "http://www.w3.org/2000/svg"

    static let rows: [Tag: ElementRule] = Dictionary(
        uniqueKeysWithValues: (HTMLElements.rows + SVGElements.rows).map { ($0.tag, $0) })

    /// The names of elements that never have an end tag.
    static let voidNames: Set<String> = Set(
        HTMLElements.rows.filter { $0.isVoid }.map { $0.name } + ["area", "base", "embed", "track"])

    /// The row of an element by its name and namespace; `nil` when the profile does not have it.
    static func row(_ name: String, isSVG: Bool) -> ElementRule? {
        (isSVG ? SVGElements.rows : HTMLElements.rows).first { $0.name == name }
    }

    /// The names that the profile has in one namespace, for hints.
    static func names(isSVG: Bool) -> [String] {
        (isSVG ? SVGElements.rows : HTMLElements.rows).map { $0.name }
    }
}
