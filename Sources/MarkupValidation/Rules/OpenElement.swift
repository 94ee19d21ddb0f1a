/// One start tag that the profile knows, while its event lasts.
///
/// It is handed to every rule, so it holds nothing that is counted.
struct OpenElement {
    struct Use {
        let attribute: Attribute
        let form: AttributeValue
        let value: UnsafeBufferPointer<UInt8>
    }

    let tag: Tag
    /// Its row's place in the profile.
    let number: Int
    /// Where its start tag begins.
    let offset: Int
    /// Those attributes that the profile knows.
    let uses: UnsafeBufferPointer<Use>
    let source: UnsafeBufferPointer<UInt8>
    private let reference: Unmanaged<ElementRule>

    /// - Parameters:
    ///   - rule: A row of the profile, which stays.
    ///   - uses: Valid as long as the element.
    init(
        rule: Unmanaged<ElementRule>, offset: Int, uses: UnsafeBufferPointer<Use>,
        source: UnsafeBufferPointer<UInt8>
    ) {
        (tag, number) = rule._withUnsafeGuaranteedRef { ($0.tag, $0.number) }
        self.offset = offset
        self.uses = uses
        self.source = source
        reference = rule
    }

    var rule: ElementRule { reference._withUnsafeGuaranteedRef { $0 } }
    /// The attributes that it cannot do without.
    var required: FixedList<Attribute> { reference._withUnsafeGuaranteedRef { $0.required } }
    var unmanagedRule: Unmanaged<ElementRule> { reference }

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

    /// Whether the attribute has the word, which is in small letters, among others.
    func hasWord(_ attribute: Attribute, _ word: String) -> Bool {
        bytes(attribute)?.split(whereSeparator: \.isMarkupSpace).contains {
            $0.count == word.utf8.count
                && zip($0, word.utf8).allSatisfy { $0 == $1 || ($0.isCapital && $0 | 0x20 == $1) }
        } ?? false
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
