/// Receives what the parser reads, in document order. Pointers live during the call only.
protocol MarkupEvents: AnyObject {
    func startElement(_ element: ParsedElement)
    func endElement()
    /// A run of characters, references resolved. One text may come in several runs.
    func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int)
    /// A message of the parser, of any level. Lines count from 1; the column is 0 when unknown.
    func parserMessage(_ message: String, line: Int, column: Int)
}

/// One start tag as the parser delivers it.
struct ParsedElement {
    /// Its place among the document's start tags, from 0.
    let ordinal: Int
    /// Interned: the same pointer for the same name as long as `dictionaryAge` stays the same.
    let name: UnsafePointer<UInt8>
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?
    let dictionaryAge: Int
    /// Five pointers an attribute: name, prefix, namespace, start and end of the value.
    let rawAttributes: UnsafeBufferPointer<UnsafePointer<UInt8>?>

    var attributeCount: Int { rawAttributes.count / 5 }
}
