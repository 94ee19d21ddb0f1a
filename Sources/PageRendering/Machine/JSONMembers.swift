package import MarginModel

/// Members with their keys, for objects that are written key by key.
extension JSONWriter {
    package mutating func member(_ key: StaticString, _ text: String?) {
        self.key(key)
        value(text)
    }

    package mutating func flag(_ key: StaticString, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// Leaves the member out when there is no text.
    package mutating func optionalMember(_ key: StaticString, _ text: String?) {
        if let text { member(key, text) }
    }

    package mutating func member(_ key: StaticString, _ number: (some ASCIIText)?) {
        self.key(key)
        value(number)
    }

    package mutating func member(_ key: StaticString, _ count: Int?) {
        self.key(key)
        if let count { integer(count) } else { null() }
    }

    package mutating func texts(_ key: String, _ texts: [String]) {
        self.key(key)
        array { json in
            for text in texts { json.string(text) }
        }
    }

    package mutating func list<Element>(
        _ key: StaticString, _ elements: [Element],
        _ body: (inout JSONWriter, Element) -> Void
    ) {
        self.key(key)
        array { json in
            for element in elements { json.object { body(&$0, element) } }
        }
    }
}
