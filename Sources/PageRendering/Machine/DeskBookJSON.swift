import MarginModel
package import MarginRules

/// A desk's book for other programs (`marginalia/book/1`): all that the book holds.
package struct DeskBookJSON {
    let book: DeskBook
    let frame: DeskBookFrame

    package init(_ book: DeskBook, _ frame: DeskBookFrame) {
        self.book = book
        self.frame = frame
    }

    package var bytes: [UInt8] {
        var json = JSONWriter(pretty: true)
        Self.write(self, to: &json)
        return json.bytes + [UInt8(ascii: "\n")]
    }
}

/// JSON Schema of a desk's `book.json`.
var deskBookSchema: String {
    Schema.document("All accounts of a run together", of: DeskBookJSON.self)
}

extension DeskBookJSON: MachineRecord {
    package static func declare(_ out: inout some MemberSink<DeskBookJSON>) {
        out.constant("schema", "marginalia/book/1")
        out.member("clock") { $0.frame.clock }
        out.member("part") { $0.frame.partText }
        out.member("oldestAsOf") { $0.book.asOf?.lowerBound }
        out.member("newestAsOf") { $0.book.asOf?.upperBound }
        out.member("accounts") { $0.book.accountCount }
        out.member("firstReports") { $0.book.firstCount }
        out.member("states") { json in
            AccountState.allCases.map { StateCount(state: $0, count: json.book.states[$0] ?? 0) }
        }
        out.member("transitions") { json in
            json.book.transitions
                .sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
                .map { TransitionCount(between: $0.key, count: $0.value) }
        }
        out.member("money") { json in
            json.book.money.sorted.map { AssetSums(asset: $0.key, sums: $0.value) }
        }
        out.member("poolsNotCounted") { $0.book.unknownPools }
        out.member("nearest") { CountAndFirst($0.book.nearest, \.account) }
        out.member("pastTrigger") { CountAndFirst($0.book.past, \.account) }
        out.member("changed") { CountAndFirst($0.book.changed, \.account) }
        out.group("curve") { out in
            out.member("down") { SignedCurve(curve: $0.book.down, sign: -1) }
            out.member("up") { SignedCurve(curve: $0.book.up, sign: 1) }
        }
        out.group("concentration") { out in
            out.member("assets") { $0.book.assetShares }
            out.member("venues") { $0.book.venueShares }
            out.member("positionsNotCounted") { $0.book.unknownPositions }
        }
        out.member("sheets") { json in
            json.book.sheets.sorted.map { SheetCount(sheet: $0.key, count: $0.value) }
        }
        out.member("failed") { CountAndFirst($0.book.failed, \.self) }
        out.member("comparedWith") { $0.frame.before?.description }
        out.member("missing") { CountAndFirst($0.book.missing) { MissingAccount(id: $0) } }
    }
}

/// How many there are, and those of them that come first.
private struct CountAndFirst<Element: MachineValue>: MachineRecord {
    let count: Int
    let first: [Element]

    init<Item>(_ list: Shortlist<Item>, _ element: (Item) -> Element) {
        count = list.count
        first = list.first.map(element)
    }

    static func declare(_ out: inout some MemberSink<CountAndFirst>) {
        out.member("count") { $0.count }
        out.member("listed") { $0.first }
    }
}

private struct StateCount: MachineRecord {
    let state: AccountState
    let count: Int

    static func declare(_ out: inout some MemberSink<StateCount>) {
        out.member("state") { $0.state }
        out.member("accounts") { $0.count }
    }
}

private struct TransitionCount: MachineRecord {
    let between: DeskTransition
    let count: Int

    static func declare(_ out: inout some MemberSink<TransitionCount>) {
        out.member("from") { $0.between.from }
        out.member("to") { $0.between.to }
        out.member("accounts") { $0.count }
    }
}

private struct AssetSums: MachineRecord {
    let asset: String
    let sums: DeskMoney

    static func declare(_ out: inout some MemberSink<AssetSums>) {
        out.member("asset") { $0.asset }
        out.member("deficit") { $0.sums.deficit }
        out.member("poolsShort") { $0.sums.short }
        out.member("excess") { $0.sums.excess }
        out.member("poolsOver") { $0.sums.over }
    }
}

private struct SheetCount: MachineRecord {
    let sheet: DeskSheet
    let count: Int

    static func declare(_ out: inout some MemberSink<SheetCount>) {
        out.member("venue") { $0.sheet.venue }
        out.member("asOf") { $0.sheet.asOf }
        out.member("source") { $0.sheet.source }
        out.member("accounts") { $0.count }
    }
}

private struct MissingAccount: MachineRecord {
    let id: String

    static func declare(_ out: inout some MemberSink<MissingAccount>) { out.member("id") { $0.id } }
}

private struct SignedCurve: MachineRecord {
    let curve: DeskCurve
    /// −1 for falls, whose moves the curve counts without a sign.
    let sign: Exact

    static func declare(_ out: inout some MemberSink<SignedCurve>) {
        out.member("pastTrigger") { $0.curve.past }
        out.member("noMove") { $0.curve.safe }
        out.member("notKnown") { $0.curve.unknown }
        out.member("beyond") { $0.curve.beyond }
        out.member("points") { curve in
            curve.curve.points.map { Point(point: $0, sign: curve.sign) }
        }
    }

    private struct Point: MachineRecord {
        let point: DeskCurve.Point
        let sign: Exact

        static func declare(_ out: inout some MemberSink<Point>) {
            out.member("movePercent") { Exact($0.point.move) * $0.sign }
            out.member("fallen") { $0.point.fallen }
            out.member("nextPercent") { point in
                point.point.next.map { Exact($0) * point.sign }
            }
        }
    }
}

extension DeskAccount: MachineRecord {
    package static func declare(_ out: inout some MemberSink<DeskAccount>) {
        out.member("id") { $0.id }
        out.member("venue") { $0.venue }
        out.member("state") { $0.level }
        out.member("stateBy") { $0.cause }
        out.member("asOf") { $0.asOf }
        out.member("report") { $0.report.isEmpty ? nil : $0.report }
        out.member("ratio") { $0.ratio }
        out.member("deficit") { $0.deficit }
        out.member("asset") { $0.asset }
        out.member("movePercent") { $0.move }
        out.member("symbol") { $0.symbol }
        out.member("change") { $0.change }
    }
}

extension DeskChange.Effect: MachineChoice {}

extension DeskChange: MachineRecord {
    package static func declare(_ out: inout some MemberSink<DeskChange>) {
        out.member("before") { $0.before }
        out.member("since") { $0.since }
        out.member("equityBefore") { $0.equityBefore }
        out.member("equity") { $0.equity }
        out.member("requirementBefore") { $0.requirementBefore }
        out.member("requirement") { $0.requirement }
        out.member("effect") { $0.effect }
        out.member("amount") { $0.amount }
        out.member("symbol") { $0.symbol }
        out.member("reasons") { $0.reasons }
    }
}

extension DeskShare: MachineRecord {
    package static func declare(_ out: inout some MemberSink<DeskShare>) {
        out.member("name") { $0.name }
        out.member("asset") { $0.unit }
        out.member("long") { $0.notional.long }
        out.member("short") { $0.notional.short }
        out.member("positions") { $0.notional.positions }
        out.member("share") { $0.share }
    }
}

extension DeskFailure: MachineRecord {
    package static func declare(_ out: inout some MemberSink<DeskFailure>) {
        out.member("place") { "\($0.place)" }
        out.member("code") { $0.code }
        out.member("message") { $0.message }
    }
}

extension DeskBookFrame {
    /// `2 of 8`.
    var partText: String? { part.map { "\($0.number) of \($0.count)" } }
}
