import MarginModel

/// What a venue or a price source answered, without what it put around its records.
struct VenueAnswer {
    enum Envelope: Hashable, Sendable {
        /// `retCode` and `result`.
        case bybit
        /// A stream message with `topic` and `data`.
        case bybitStream
        /// `code` and `data`, or a stream message with `arg` and `data`.
        case okx
        /// `status` and `data`.
        case coinMarketCap
        /// None: Binance, ccxt, CoinGecko.
        case bare
    }

    let envelope: Envelope
    /// The records. The one object itself where it stands alone.
    let rows: [JSONValue]
    /// Whether the list goes on in answers that are not here.
    var hasMorePages = false
    /// When it was answered, where the envelope says so.
    var time: PayloadTime?
    /// Bybit's `linear` or `inverse`.
    var category: String?

    /// Takes the envelope off. `nil` after a problem was reported, the source's refusal among them.
    static func open(_ root: JSONValue) -> VenueAnswer? {
        if VenueRefusal.isReported(root) { return nil }
        guard root.isObject, var object = root.object() else {
            return VenueAnswer(.bare, root.isList ? root.elements() ?? [] : [root])
        }
        if object.has("retCode") { return bybit(&object) }
        guard let data = object.value("data") else {
            // The `result` of an answer of Bybit's alone, as its own library returns it.
            let isResult =
                object.has("list") && (object.has("category") || object.has("nextPageCursor"))
            return isResult ? bybit(result: root, time: nil) : VenueAnswer(.bare, [root])
        }
        if object.has("topic") {
            let time = PayloadTime(object.milliseconds("creationTime"), "creationTime", .response)
            return data.elements().map { VenueAnswer(.bybitStream, $0, time: time) }
        }
        if object.has("code") || object.has("arg") {
            return data.elements().map { VenueAnswer(.okx, $0) }
        }
        if var status = object.value("status")?.object() {
            let time = PayloadTime(status.instant("timestamp"), "timestamp", .response)
            return data.elements().map { VenueAnswer(.coinMarketCap, $0, time: time) }
        }
        return VenueAnswer(.bare, [root])
    }

    private static func bybit(_ object: inout JSONObjectReader) -> VenueAnswer? {
        let time = PayloadTime(object.milliseconds("time"), "time", .response)
        return object.required("result").flatMap { bybit(result: $0, time: time) }
    }

    private static func bybit(result value: JSONValue, time: PayloadTime?) -> VenueAnswer? {
        guard var result = value.object() else { return nil }
        // The rest of a long answer lies on further pages: a sum over the first is no sum.
        let cursor = result.value("nextPageCursor")
        if let cursor {
            cursor.problems.report(
                .warning, id: "payload-has-more-pages", at: cursor.offset,
                "the answer goes on: nextPageCursor is not empty",
                hint: "Fetch the other pages and pass all files together")
        }
        let category = result.value("category")?.word
        guard let list = result.value("list") else {
            return VenueAnswer(.bybit, [value], time: time, category: category)
        }
        return list.elements().map {
            VenueAnswer(.bybit, $0, time: time, category: category, hasMorePages: cursor != nil)
        }
    }

    private init(
        _ envelope: Envelope, _ rows: [JSONValue], time: PayloadTime? = nil,
        category: String? = nil, hasMorePages: Bool = false
    ) {
        self.hasMorePages = hasMorePages
        self.envelope = envelope
        self.rows = rows
        self.time = time
        self.category = category
    }

    /// The list under `name` of its only record, with the time of that record: what Binance's
    /// exchangeInfo has for an envelope.
    func opened(_ name: StaticString, at time: StaticString) -> VenueAnswer? {
        guard var object = rows.first?.object() else { return nil }
        let instant = object.milliseconds(time)
        return VenueAnswer(
            envelope, object.value(name)?.elements() ?? [],
            time: PayloadTime(instant, time.description, .response))
    }

    /// Whether a candle is of an interval that still runs: OKX has 0 in its ninth place then.
    func stillRuns(_ candle: JSONValue) -> Bool {
        guard envelope == .okx, let cells = candle.elements(), cells.count > 8 else { return false }
        return cells[8].word == "0"
    }

    /// The first of `shapes` that a record near the beginning has: one odd record says nothing of the
    /// rest. Records without their envelope are known by two members or more.
    func kind<Kind>(_ shapes: [AnswerShape<Kind>]) -> Kind? {
        for row in rows.prefix(16) {
            let keys = row.memberNames
            let shape =
                shapes.first { $0.envelope == envelope && $0.fits(keys) }
                ?? shapes.first { envelope == .bare && $0.isDistinct && $0.fits(keys) }
            if let shape { return shape.kind }
        }
        return nil
    }
}

/// What the records of one kind of answer have: their envelope, and members that no other kind before it
/// in a list has together.
struct AnswerShape<Kind: Sendable>: Sendable {
    let kind: Kind
    let envelope: VenueAnswer.Envelope
    private let members: [[String]]

    /// - Parameter members: Each a name that must be there, or several of which one must: `"a|b"`.
    init(_ kind: Kind, _ envelope: VenueAnswer.Envelope, _ members: String...) {
        self.kind = kind
        self.envelope = envelope
        self.members = members.map { $0.split(separator: "|").map(String.init) }
    }

    var isDistinct: Bool { members.count > 1 }

    func fits(_ keys: Set<String>) -> Bool {
        members.allSatisfy { $0.contains(where: keys.contains) }
    }
}

extension JSONValue {
    /// The names of an object's members; none of anything else.
    var memberNames: Set<String> {
        guard isObject else { return [] }
        return Set(JSONObjectReader(problems: problems, object: node).members().map(\.name))
    }
}
