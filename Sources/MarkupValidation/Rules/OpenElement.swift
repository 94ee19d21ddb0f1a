/// One start tag that the profile knows, while its event lasts.
///
/// It is handed to every rule, so it holds nothing that is counted.
struct OpenElement {
    struct Use {
        let attribute: Attribute
        let concerns: AttributeConcern
        let value: UnsafeBufferPointer<UInt8>
    }

    let tag: Tag
    /// Its row's place in the profile.
    let number: Int
    /// Where its start tag begins.
    let offset: Int
    /// Those attributes that the profile knows.
    let uses: UnsafeBufferPointer<Use>
    /// What its attributes are to be asked for, all together.
    let concerns: AttributeConcern
    let source: UnsafeBufferPointer<UInt8>
    /// Of a `link`.
    let relations: Relations
    private let reference: Unmanaged<ElementRule>

    /// - Parameters:
    ///   - rule: A row of the profile, which stays.
    ///   - uses: Valid as long as the element.
    init(
        rule: Unmanaged<ElementRule>, offset: Int, uses: UnsafeBufferPointer<Use>,
        concerns: AttributeConcern, source: UnsafeBufferPointer<UInt8>
    ) {
        (tag, number) = rule._withUnsafeGuaranteedRef { ($0.tag, $0.number) }
        self.offset = offset
        self.uses = uses
        self.concerns = concerns
        self.source = source
        reference = rule
        relations =
            tag == .link
            ? Relations(uses.first { $0.attribute == .rel }?.value ?? .init(start: nil, count: 0))
            : []
    }

    var rule: ElementRule { reference._withUnsafeGuaranteedRef { $0 } }
    /// The attributes that it cannot do without.
    var required: FixedList<Attribute> { reference._withUnsafeGuaranteedRef { $0.required } }
    var unmanagedRule: Unmanaged<ElementRule> { reference }

    func form(of attribute: Attribute) -> AttributeValue {
        reference._withUnsafeGuaranteedRef { $0.forms[attribute.number] }
    }

    func has(_ attribute: Attribute) -> Bool { bytes(attribute) != nil }

    func bytes(_ attribute: Attribute) -> UnsafeBufferPointer<UInt8>? {
        for use in uses where use.attribute == attribute { return use.value }
        return nil
    }

    func value(_ attribute: Attribute) -> String? {
        bytes(attribute).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the attribute is there with more than white space.
    func isFilled(_ attribute: Attribute) -> Bool { bytes(attribute)?.hasNonSpace ?? false }

    func isValue(_ attribute: Attribute, _ text: StaticString) -> Bool {
        bytes(attribute)?.isText(text) ?? false
    }

    /// Where an attribute's name stands in the tag. For error paths: it reads the tag again.
    func offset(of name: String) -> Int { Self.offset(of: name, inTagAt: offset, of: source) }

    static func offset(
        of name: String, inTagAt start: Int, of source: UnsafeBufferPointer<UInt8>
    ) -> Int {
        var index = start
        while index < source.count, source[index] != 0x3E {
            if source[index] == 0x22 || source[index] == 0x27 {
                index = (source.firstIndex(of: source[index], from: index + 1) ?? source.count) + 1
                continue
            }
            let end = index + 1 + name.utf8.count
            if source[index].isMarkupSpace, end < source.count,
                source[end] == 0x3D || source[end].isMarkupSpace,
                source[(index + 1)..<end].elementsEqual(name.utf8)
            {
                return index + 1
            }
            index += 1
        }
        return start
    }
}

/// What a link leads to: those words of its `rel` that a rule speaks of, in any case.
struct Relations: OptionSet, Sendable {
    let rawValue: UInt16

    static let canonical = Relations(rawValue: 1)
    static let stylesheet = Relations(rawValue: 2)
    static let icon = Relations(rawValue: 4)
    static let touchIcon = Relations(rawValue: 8)
    static let maskIcon = Relations(rawValue: 16)
    static let preload = Relations(rawValue: 32)
    static let modulePreload = Relations(rawValue: 64)
    static let manifest = Relations(rawValue: 128)
    static let alternate = Relations(rawValue: 256)

    private static let words: FixedList<(word: StaticString, relation: Relations)> = [
        ("canonical", .canonical), ("stylesheet", .stylesheet), ("icon", .icon),
        ("apple-touch-icon", .touchIcon), ("mask-icon", .maskIcon), ("preload", .preload),
        ("modulepreload", .modulePreload), ("manifest", .manifest), ("alternate", .alternate),
    ]

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ value: UnsafeBufferPointer<UInt8>) {
        self = []
        let words = Self.words
        var start = 0
        for end in 0...value.count where end == value.count || value[end].isMarkupSpace {
            for known in words where Self.isWord(known.word, value, start..<end) {
                insert(known.relation)
            }
            start = end + 1
        }
    }

    private static func isWord(
        _ word: StaticString, _ value: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<range.count {
            let byte = value[range.lowerBound + index]
            guard (byte.isCapital ? byte | 0x20 : byte) == word.utf8Start[index] else {
                return false
            }
        }
        return true
    }
}
