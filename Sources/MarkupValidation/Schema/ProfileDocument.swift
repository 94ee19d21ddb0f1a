/// The profile as a page for people who write templates: `docs/markup-profile.md`.
package enum ProfileDocument {
    package static var markdown: String {
        """
        # The markup profile

        What our HTML and SVG may consist of. This page is written by `marginalia schema profile` from \
        the table in `Sources/MarkupValidation/Profile`, which the check itself reads, so that it \
        cannot say anything else. `marginalia schema relaxng` prints the same as a RELAX NG schema, \
        without values, references and what is refused at any depth.

        Pages are well-formed XML that is also conforming HTML: names in small letters, every \
        attribute quoted, `<br/>` for elements without content, and none of `noscript`, `template`, \
        `iframe`, `object` and `embed`. `marginalia explain H005` says what a rule wants.

        ## Elements of HTML

        \(table(of: HTMLElements.rows))

        ## Elements of SVG

        Inline in a page, and in files of their own.

        \(table(of: SVGElements.rows))

        ## Attributes of every element

        HTML: \(list(Attribute.globals)).

        SVG: \(list(Attribute.svgGlobals)).

        ## Groups of elements

        - **Flow**: \(list(Category.flow)).
        - **Phrasing**: \(list(Category.phrasing)).
        - **Interactive**: \(list(Category.interactive)).
        - **Graphics** (SVG): \(list(Category.svgGraphics)).
        """
    }

    private static func table(of rows: [ElementRule]) -> String {
        let lines = rows.map { row in
            "| `\(row.name)` | \(content(of: row)) | \(attributes(of: row)) | \(refusals(of: row)) |"
        }
        return
            ([
                "| Element | Holds | Its own attributes, required ones first | Never inside it |",
                "|---|---|---|---|",
            ] + lines).joined(separator: "\n")
    }

    private static func content(of row: ElementRule) -> String {
        switch row.content {
        case .void: return "nothing: its tag closes itself"
        case .text: return "text"
        case .transparent: return "what its parent may hold there"
        case .children(let slots, let text):
            let parts = slots.map { slot in
                let tags = Tag.allCases.filter { slot.allowed.contains($0.number) }
                switch (slot.minimum, slot.maximum) {
                case (0, .max): return "any number of " + group(tags)
                case (1, .max): return "at least one of " + group(tags)
                case (1, 1): return "one " + group(tags)
                default: return "perhaps one " + group(tags)
                }
            }
            return parts.joined(separator: ", then ") + (text ? ", and text" : "")
        }
    }

    private static func group(_ tags: [Tag]) -> String {
        let names = Set(tags)
        if names == Set(Category.flow) { return "flow" }
        if names == Set(Category.phrasing) { return "phrasing" }
        if names == Set(Category.svgGraphics) { return "graphics" }
        if names == Set(Category.phrasing + Category.headings) { return "phrasing and headings" }
        if names == Set(Category.phrasing + [.option]) { return "phrasing and `option`" }
        return list(tags)
    }

    private static func attributes(of row: ElementRule) -> String {
        let globals = Set(
            SVGElements.rows.contains { $0 === row } ? Attribute.svgGlobals : Attribute.globals)
        let own = Attribute.allCases.filter { attribute in
            row.attributes.contains(attribute.number)
                && (!globals.contains(attribute) || row.required.contains(attribute))
        }
        let required = own.filter { row.required.contains($0) }
        let others = own.filter { !row.required.contains($0) }
        let parts = [
            required.map { "**`\($0.name)`**\(form($0, row.tag))" }.joined(separator: ", "),
            others.map { "`\($0.name)`\(form($0, row.tag))" }.joined(separator: ", "),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// What a value must be, where that is short enough to be read in a table.
    private static func form(_ attribute: Attribute, _ tag: Tag) -> String {
        switch attribute.value(on: tag) {
        case .oneOf(let values) where values.count <= 6:
            " ("
                + values.map { $0.utf8CodeUnitCount == 0 ? "empty" : "\($0)" }.joined(
                    separator: ", ") + ")"
        case .address: " (address)"
        case .boolean: " (present or not)"
        case .dateTime, .instant: " (date or time)"
        case .idReference, .idReferences: " (ids)"
        case .integer: " (whole number)"
        case .natural: " (0, 1, 2, …)"
        case .positive: " (1, 2, …)"
        case .number: " (number)"
        case .mediaType: " (media type)"
        default: ""
        }
    }

    private static func refusals(of row: ElementRule) -> String {
        list(Tag.allCases.filter { row.forbidden.contains($0.number) })
    }

    private static func list(_ tags: [Tag]) -> String {
        tags.map { "`\($0.name)`" }.joined(separator: ", ")
    }

    private static func list(_ attributes: [Attribute]) -> String {
        attributes.map { "`\($0.name)`" }.joined(separator: ", ")
    }
}
