/// One row of the profile: where an element belongs, what it may hold, what it may carry.
final class ElementRule: Sendable {
    let tag: Tag
    /// Its place in the profile, for `NameSet`.
    let number: Int
    let name: String
    let content: Content
    /// Descendants that are refused at any depth, whatever lies between.
    let forbidden: TagSet
    let attributes: NameSet
    let required: FixedList<Attribute>
    /// Whether it needs a child.
    let isDemanding: Bool
    /// The form of each attribute's value on this element, by the attribute's place.
    let forms: FixedList<AttributeValue>
    /// What each attribute of this element is to be asked for, by the attribute's place.
    let concerns: FixedList<AttributeConcern>

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
        forbidden = TagSet(forbids)
        self.attributes = NameSet(globals + attributes + required)
        self.required = FixedList(required)
        if case .children(let slots, _) = content {
            isDemanding = slots.contains { $0.minimum > 0 }
        } else {
            isDemanding = false
        }
        let attributes = self.attributes
        forms = FixedList(
            Attribute.allCases.map { attribute in
                attributes.contains(attribute.number)
                    ? attribute.value(on: tag) : .text
            })
        concerns = FixedList(
            zip(Attribute.allCases, forms).map { attribute, form in
                attributes.contains(attribute.number)
                    ? AttributeConcern(of: attribute, form: form).union(.known) : []
            })
    }

    var isVoid: Bool {
        if case .void = content { true } else { false }
    }
}

/// Which rules look at an attribute: most attributes concern few, and most elements have none.
struct AttributeConcern: OptionSet, Sendable {
    let rawValue: UInt16

    /// Its value has a form of its own.
    static let form = AttributeConcern(rawValue: 1)
    static let address = AttributeConcern(rawValue: 2)
    /// It is an id, or refers to one.
    static let reference = AttributeConcern(rawValue: 4)
    static let role = AttributeConcern(rawValue: 8)
    /// It may name its element for readers, or hide it.
    static let name = AttributeConcern(rawValue: 16)
    static let price = AttributeConcern(rawValue: 32)
    static let account = AttributeConcern(rawValue: 64)
    static let focus = AttributeConcern(rawValue: 128)
    /// Only some elements of its kind may carry it.
    static let place = AttributeConcern(rawValue: 256)
    /// The profile has it on this element.
    static let known = AttributeConcern(rawValue: 512)

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(of attribute: Attribute, form: AttributeValue) {
        self = []
        switch form {
        case .text: break
        case .address: insert([.address, .reference])
        case .paint: insert(.reference)
        case .id, .idReference, .idReferences: insert([.form, .reference])
        case .imageSet: insert([.form, .address])
        default: insert(.form)
        }
        switch attribute {
        case .ariaLabel, .ariaLabelledby: insert([.role, .name])
        case .ariaHidden: insert([.role, .name])
        case .alt, .hidden: insert(.name)
        case .value: insert([.name, .place])
        case .role: insert(.role)
        case .dataAsset, .dataSource: insert(.price)
        case .dataAccount: insert(.account)
        case .tabindex: insert(.focus)
        case .content: insert(.address)
        default: if attribute.isARIA { insert(.role) }
        }
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
    let allowed: TagSet
    let minimum: Int32
    let maximum: Int32
    /// Tags to name in a message, when the place must be filled.
    let wanted: FixedList<Tag>

    static func any(_ tags: [Tag]) -> Slot { Slot(tags, 0, .max) }
    static func some(_ tags: [Tag]) -> Slot { Slot(tags, 1, .max) }
    static func one(_ tags: [Tag]) -> Slot { Slot(tags, 1, 1) }
    static func optional(_ tags: [Tag]) -> Slot { Slot(tags, 0, 1) }

    private init(_ tags: [Tag], _ minimum: Int32, _ maximum: Int32) {
        allowed = TagSet(tags)
        wanted = minimum > 0 ? FixedList(tags) : .none
        self.minimum = minimum
        self.maximum = maximum
    }
}
