import CMD4C

/// The only caller of md4c. Its callbacks arrive here and leave as method calls on the builder.
enum MD4C {
    /// Parses the text of `builder`'s source and tells it what is there, in document order.
    ///
    /// md4c 0.4.8 can lose count where emphasis and a link's address overlap, and then hands out
    /// texts that lie outside the source. Such a text stops the parse. It also reads the byte after a
    /// text that does not end in a line feed, so one more than it is told of stands there.
    ///
    /// - Returns: `false` when the parse was stopped.
    static func parse(into builder: inout MarkdownBuilder) -> Bool {
        let text = builder.source.text
        return text.withUnsafeBytes { padded in
            let source = UnsafeRawBufferPointer(rebasing: padded.dropLast())
            guard let base = source.baseAddress, !source.isEmpty else { return true }
            builder.sourceBase = UInt(bitPattern: base)
            builder.sourceCount = source.count
            var parser = MD_PARSER(
                abi_version: 0,
                flags: UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS),
                enter_block: { type, detail, state in
                    MD4C.builder(state).pointee.enter(type, detail)
                    return MD4C.builder(state).pointee.outgrowsItsSource() ? 1 : 0
                },
                leave_block: { type, detail, state in
                    MD4C.builder(state).pointee.leave(type, detail)
                    return 0
                },
                enter_span: { type, detail, state in
                    MD4C.builder(state).pointee.enter(type, detail)
                    return 0
                },
                leave_span: { type, detail, state in
                    MD4C.builder(state).pointee.leave(type, detail)
                    return 0
                },
                text: { type, text, size, state in
                    guard let text else { return 0 }
                    let builder = MD4C.builder(state)
                    guard builder.pointee.mayBeText(text, size: size) else {
                        return 1
                    }
                    let bytes = UnsafeRawBufferPointer(start: text, count: Int(size))
                    builder.pointee.add(type, bytes.bindMemory(to: UInt8.self))
                    return 0
                },
                debug_log: nil, syntax: nil)
            let start = base.assumingMemoryBound(to: CChar.self)
            return withUnsafeMutablePointer(to: &builder) { state in
                md_parse(start, UInt32(source.count), &parser, state) == 0
            }
        }
    }

    private static func builder(
        _ state: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<MarkdownBuilder> {
        guard let state else {
            preconditionFailure("md4c hands back the pointer that it was given")
        }
        return state.assumingMemoryBound(to: MarkdownBuilder.self)
    }

    /// The decoded bytes of an attribute (an address, a title) and where it stands in the source.
    static func decode(_ attribute: MD_ATTRIBUTE) -> [UInt8] {
        guard let text = attribute.text, attribute.size > 0 else { return [] }
        let raw = UnsafeRawBufferPointer(start: text, count: Int(attribute.size))
        guard let types = attribute.substr_types, let offsets = attribute.substr_offsets else {
            return MarkdownSource.restored(Array(raw))
        }
        var decoded: [UInt8] = []
        var part = 0
        while offsets[part] < attribute.size {
            let piece = raw[Int(offsets[part])..<Int(offsets[part + 1])]
            if types[part] == MD_TEXT_ENTITY {
                decoded += CharacterReference.decode(piece) ?? Array(piece)
            } else {
                decoded += piece
            }
            part += 1
        }
        return MarkdownSource.restored(decoded)
    }
}

extension MarkdownBuilder {
    /// Whether a text from md4c can be real: inside the source, or the white space that md4c
    /// writes for line ends and indentation. Anything else would show foreign memory.
    func mayBeText(_ start: UnsafeRawPointer, size: UInt32) -> Bool {
        let address = UInt(bitPattern: start)
        let end = sourceBase + UInt(sourceCount)
        if address >= sourceBase, address <= end { return UInt(size) <= end - address }
        let text = UnsafeRawBufferPointer(start: start, count: Int(min(size, 17)))
        return size <= 16 && text.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }
    }

    /// Whether an address or title from md4c can be real. md4c copies those with escapes.
    func mayBeAttribute(_ attribute: MD_ATTRIBUTE) -> Bool {
        guard attribute.size > 0 else { return true }
        // Of what md4c makes longer, a mail address is the only one: it gets its scheme.
        guard let text = attribute.text, Int(attribute.size) <= sourceCount + "mailto:".utf8.count
        else { return false }
        let address = UInt(bitPattern: text)
        let end = sourceBase + UInt(sourceCount)
        if address >= sourceBase, address < end { return UInt(attribute.size) <= end - address }
        let copy = UnsafeRawBufferPointer(start: text, count: Int(attribute.size))
        return SourceText.defect(in: MarkdownSource.restored(Array(copy)), file: file) == nil
    }
}
