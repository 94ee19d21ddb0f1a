package import MarginModel

/// Reads a venue's tiers, fees, instruments and collateral rates (venue sheet, schema version 1).
package struct VenueSheetReader: Sendable {
    package init() {}

    /// - Throws: Everything that is wrong, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (sheet: VenueSheet, warnings: [Diagnostic]) {
        let document = try JSONDocument(parsing: bytes, file: file)
        let result = try JSONRecord.read(document) { Self.sheet(&$0) }
        return (result.record, result.warnings)
    }

    /// The same of a file that may also hold a venue's own answer on tiers or instruments.
    ///
    /// - Parameter asOf: When an answer was given that does not say it.
    package func readPart(
        _ bytes: [UInt8], file: String, asOf: Instant? = nil
    ) throws(Diagnostics) -> (part: VenueSheetPart, warnings: [Diagnostic]) {
        let document = try JSONDocument(parsing: bytes, file: file)
        let result = try JSONRecord.readValue(document) { root -> VenueSheetPart? in
            guard Self.isOwn(root) else { return SheetResponse.read(root, given: asOf) }
            guard var object = root.object() else { return nil }
            let sheet = Self.sheet(&object)
            object.reportUnknownKeys()
            guard let sheet else { return nil }
            var part = VenueSheetPart(
                sheet.venue, title: "venue sheet", place: SourceLocation(file: file))
            part.sheet = sheet
            return part
        }
        return (result.record, result.warnings)
    }

    /// An object that says what only our sheets say; also one that says nothing known at all.
    private static func isOwn(_ root: JSONValue) -> Bool {
        guard root.isObject else { return !root.isList }
        let object = JSONObjectReader(problems: root.problems, object: root.node)
        return object.has("schemaVersion") || object.has("exchange")
    }

    private static func sheet(_ object: inout JSONObjectReader) -> VenueSheet? {
        checkVersion(&object)
        let venue = object.required("exchange")?.choice(of: Venue.self)
        let sources = sources(&object)
        let notes = object.texts("notes")
        let fees = object.requiredList("fees", SheetFields.fee)
        let symbols = symbols(&object, venue: venue, sources: sources)
        let instruments = unique(&object, "instruments", SheetFields.instrument, by: \.symbol)
        let collateral = unique(&object, "collateral", SheetFields.collateral, by: \.asset)
        // For people: what a source did not have, and facts outside of the schema.
        for key: StaticString in [
            "assetsFound", "assetsNotFound", "recurrenceExceptions", "extraFacts",
        ] {
            object.ignore(key)
        }
        guard let venue else { return nil }
        return VenueSheet(
            venue: venue, fees: fees, symbols: symbols, instruments: instruments,
            collateral: collateral, sources: sources, notes: notes)
    }

    private static func checkVersion(_ object: inout JSONObjectReader) {
        guard let value = object.required("schemaVersion"), let version = value.decimal(),
            version != .one
        else { return }
        object.problems.report(
            id: "wrong-schema", at: value.offset, "schemaVersion is \(version), not 1",
            hint: "Write the sheet as schemaVersion 1 defines it")
    }

    private static func sources(_ object: inout JSONObjectReader) -> [String: String] {
        guard let members = object.value("generatedFrom")?.object()?.members() else { return [:] }
        var sources: [String: String] = [:]
        for (name, value) in members { sources[name] = value.text() }
        return sources
    }

    private static func symbols(
        _ object: inout JSONObjectReader, venue: Venue?, sources: [String: String]
    ) -> [SymbolSheet] {
        unique(&object, "symbols", { SymbolFields.symbol(&$0, of: venue, sources) }, by: \.symbol)
    }

    /// The records of a list in which each name may stand once.
    private static func unique<Record>(
        _ object: inout JSONObjectReader, _ key: StaticString,
        _ read: (inout JSONObjectReader) -> Record?, by name: KeyPath<Record, String>
    ) -> [Record] {
        var names: Set<String> = []
        return object.list(key) { row in
            guard let record = read(&row) else { return nil }
            if !names.insert(record[keyPath: name]).inserted {
                row.problems.report(
                    id: "duplicate-symbol", at: row.offset,
                    "\(quoted(record[keyPath: name])) stands twice in \(key)",
                    hint: "Keep one of the two")
            }
            return record
        }
    }
}
