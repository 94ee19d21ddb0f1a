/// The profile as a RELAX NG schema in XML syntax: for other tools, and for the oracles that our own
/// check is held against.
///
/// Each element has its required attributes singly and all others in one star over their names, no
/// facet and no interleave: the form that libxml2 and jing decide alike and in linear time (single
/// optional attributes double libxml2's states each). What a schema of this kind cannot say, it
/// leaves out: values, references, and what is refused at any depth. So it accepts a little more than
/// the profile, and never less.
package enum ProfileSchema {
    /// What a transparent element may hold depends on where it stands.
    private enum Place: String, CaseIterable {
        case flow, phrasing
    }

    private static let rows = HTMLElements.rows + SVGElements.rows

    package static var relaxNG: String {
        var lines = [
            "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\" ns=\"\(Profile.xhtmlNamespace)\">",
            "  <start><choice><ref name=\"html\"/><ref name=\"svg\"/></choice></start>",
        ]
        for row in rows {
            if case .transparent = row.content {
                for place in Place.allCases {
                    lines += define(row, named: "\(row.tag.name).\(place)", in: place)
                }
            } else {
                lines += define(row, named: name(of: row.tag), in: .flow)
            }
        }
        lines += listGroup
        return (lines + ["</grammar>"]).joined(separator: "\n")
    }

    /// In a description list a `div` groups terms and descriptions, and holds nothing else.
    private static let listGroupName = "div.list"

    private static var listGroup: [String] {
        guard let row = Profile.rows[.div] else { return [] }
        let group = choice([.dt, .dd, .script], .flow, text: false)
        return element(row, named: listGroupName, content: repeated(group, "zeroOrMore"))
    }

    private static func define(
        _ row: ElementRule, named name: String, in place: Place
    ) -> [String] {
        element(row, named: name, content: content(of: row, in: place))
    }

    private static func element(
        _ row: ElementRule, named name: String, content: [String]
    ) -> [String] {
        let isSVG = row.tag == .svg || row.tag.isGraphics
        let namespace = isSVG ? " ns=\"\(Profile.svgNamespace)\"" : ""
        return [
            "  <define name=\"\(name)\">", "    <element name=\"\(row.name)\"\(namespace)>",
        ] + attributes(of: row) + content.map { "      " + $0 }
            + ["    </element>", "  </define>"]
    }

    private static func attributes(of row: ElementRule) -> [String] {
        let required = row.required.map {
            "      <attribute name=\"\($0.name)\"><text/></attribute>"
        }
        let others = Attribute.allCases.filter { attribute in
            !row.required.contains(attribute)
                && row.attributes.contains(attribute.number)
        }
        guard !others.isEmpty else { return required }
        let names = others.map { "          <name ns=\"\">\($0.name)</name>" }
        return required + ["      <zeroOrMore>", "        <attribute><choice>"] + names
            + ["        </choice><text/></attribute>", "      </zeroOrMore>"]
    }

    private static func content(of row: ElementRule, in place: Place) -> [String] {
        switch row.content {
        case .void: return ["<empty/>"]
        case .text: return ["<text/>"]
        case .transparent:
            return repeated(
                choice(place == .flow ? Category.flow : Category.phrasing, place, text: true),
                "zeroOrMore")
        case .children(let slots, let text):
            let patterns = slots.flatMap { pattern(of: $0, text: text) }
            return patterns.isEmpty ? ["<empty/>"] : patterns
        }
    }

    private static func pattern(of slot: Slot, text: Bool) -> [String] {
        let tags = Tag.allCases.filter { slot.allowed.contains($0.number) }
        let place = tags.contains(.p) && tags.contains(.div) ? Place.flow : .phrasing
        switch (slot.minimum, slot.maximum) {
        case (0, .max): return repeated(choice(tags, place, text: text), "zeroOrMore")
        case (1, .max): return repeated(choice(tags, place, text: text), "oneOrMore")
        // Characters may stand beside a single child; the pattern of text also matches none.
        case (1, 1): return (text ? ["<text/>"] : []) + choice(tags, place, text: false)
        default:
            return (text ? ["<text/>"] : [])
                + repeated(choice(tags, place, text: false), "optional")
        }
    }

    private static func choice(_ tags: [Tag], _ place: Place, text: Bool) -> [String] {
        let references = tags.map { tag -> String in
            if let row = Profile.rows[tag], case .transparent = row.content {
                return "  <ref name=\"\(tag.name).\(place)\"/>"
            }
            let isGrouping = tag == .div && tags.contains(.dt)
            return "  <ref name=\"\(isGrouping ? listGroupName : name(of: tag))\"/>"
        }
        return ["<choice>"] + (text ? ["  <text/>"] : []) + references + ["</choice>"]
    }

    private static func repeated(_ lines: [String], _ name: String) -> [String] {
        ["<\(name)>"] + lines.map { "  " + $0 } + ["</\(name)>"]
    }

    private static func name(of tag: Tag) -> String {
        (tag.isGraphics ? "svg." : "") + tag.name
    }
}
