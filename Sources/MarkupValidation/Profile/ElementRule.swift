/// One row of the profile: where an element belongs, what it may hold, what it may carry.
final class ElementRule: Sendable {
    let tag: Tag
    /// Its place in the profile, for `NameSet`.
    let number: Int
    let name: String
    let content: Content
    /// Descendants that are refused at any depth, whatever lies between.
    let forbidden: NameSet
    let attributes: NameSet
    let required: FixedList<Attribute>
    /// The form of each attribute's value on this element, by the attribute's place.
    let forms: FixedList<AttributeValue>

    /// - Parameters:
    ///   - attributes: Its own, beside the global ones.
    ///   - required: Those of them that it cannot do without.
    init(
        _ tag: Tag, _ content: Content, attributes: [Attribute] = [], required: [Attribute] = [],
        globals: [Attribute] = Attribute.globals, forbids: [Tag] = []
    ) {
        self.tag = tag
        number = tag.number
        name = tag.name
        self.content = content
        forbidden = NameSet(forbids)
        self.attributes = NameSet(globals + attributes + required)
        self.required = FixedList(required)
        let attributes = self.attributes
        forms = FixedList(
            Attribute.allCases.map { attribute in
                attributes.contains(attribute.number)
                    ? attribute.value(on: tag) : .text
            })
    }

    var isVoid: Bool {
        if case .void = content { true } else { false }
    }
}

/// What an element may hold.
enum Content: Sendable {
    /// Nothing, and its tag closes itself: `<br/>`.
    case void
    /// Characters only.
    case text
    /// What its parent may hold at that place.
    case transparent
    /// Children in this order, with characters between them or without.
    case children(FixedList<Slot>, text: Bool)

    static let phrasing = Content.children([.any(Category.phrasing)], text: true)
    static let flow = Content.children([.any(Category.flow)], text: true)
}

/// One place in an element's content: which children, and how many.
struct Slot: Sendable {
    let allowed: NameSet
    let minimum: Int
    let maximum: Int
    /// Tags to name in a message, when the place must be filled.
    let wanted: FixedList<Tag>

    static func any(_ tags: [Tag]) -> Slot { Slot(tags, 0, .max) }
    static func some(_ tags: [Tag]) -> Slot { Slot(tags, 1, .max) }
    static func one(_ tags: [Tag]) -> Slot { Slot(tags, 1, 1) }
    static func optional(_ tags: [Tag]) -> Slot { Slot(tags, 0, 1) }

    private init(_ tags: [Tag], _ minimum: Int, _ maximum: Int) {
        allowed = NameSet(tags)
        wanted = minimum > 0 ? FixedList(tags) : .none
        self.minimum = minimum
        self.maximum = maximum
    }
}
