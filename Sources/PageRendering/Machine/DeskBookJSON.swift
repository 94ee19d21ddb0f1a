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
        json.object { json in
            json.member("schema", "marginalia/book/1")
            json.member("clock", frame.clock.description)
            json.member("part", frame.part)
            json.member("oldestAsOf", book.asOf?.lowerBound.description)
            json.member("newestAsOf", book.asOf?.upperBound.description)
            json.member("accounts", book.accountCount)
            json.member("firstReports", book.firstCount)
            json.list("states", AccountState.allCases) { json, state in
                json.member("state", state.rawValue)
                json.member(
                    "accounts",
                    book.states[state] ?? 0)
            }
            json.list("transitions", transitions) { json, transition in
                json.member("from", transition.key.from.rawValue)
                json.member("to", transition.key.to.rawValue)
                json.member("accounts", transition.value)
            }
            json.list("money", book.money.sorted) { json, money in
                json.member("asset", money.key)
                json.member("deficit", money.value.deficit)
                json.member("poolsShort", money.value.short)
                json.member("excess", money.value.excess)
                json.member("poolsOver", money.value.over)
            }
            json.member("poolsNotCounted", book.unknownPools)
            write(&json, "nearest", book.nearest) { json, listing in account(listing, &json) }
            write(&json, "pastTrigger", book.past) { json, listing in account(listing, &json) }
            write(&json, "changed", book.changed) { json, listing in account(listing, &json) }
            json.key("curve")
            json.object { json in
                json.key("down")
                Self.curve(book.down, sign: -1, &json)
                json.key("up")
                Self.curve(book.up, sign: 1, &json)
            }
            json.key("concentration")
            json.object { json in
                json.list("assets", book.assetShares, Self.share)
                json.list("venues", book.venueShares, Self.share)
                json.member("positionsNotCounted", book.unknownPositions)
            }
            json.list("sheets", book.sheets.sorted) { json, sheet in
                json.member("venue", sheet.key.venue.rawValue)
                json.member("asOf", sheet.key.asOf.description)
                json.member("source", sheet.key.source)
                json.member("accounts", sheet.value)
            }
            write(&json, "failed", book.failed) { json, failure in
                json.member("place", "\(failure.place)")
                json.member("code", failure.code)
                json.member("message", failure.message)
            }
            json.member("comparedWith", frame.before?.description)
            write(&json, "missing", book.missing) { json, id in json.member("id", id) }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private var transitions: [(key: DeskTransition, value: Int)] {
        book.transitions.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
            .map { ($0.key, $0.value) }
    }

    /// How many there are, and those of them that are listed.
    private func write<Element>(
        _ json: inout JSONWriter, _ key: StaticString, _ list: Shortlist<Element>,
        _ body: (inout JSONWriter, Element) -> Void
    ) {
        json.key(key)
        json.object { json in
            json.member("count", list.count)
            json.list("listed", list.first, body)
        }
    }

    private func account(_ listing: DeskListing, _ json: inout JSONWriter) {
        let account = listing.account
        json.member("id", account.id)
        json.member("venue", account.venue.rawValue)
        json.member("state", account.level.rawValue)
        json.member("stateBy", account.cause?.rawValue)
        json.member("asOf", account.asOf.description)
        json.member("report", account.report.isEmpty ? nil : account.report)
        json.member("ratio", account.ratio)
        json.member("deficit", account.deficit)
        json.member("asset", account.asset)
        json.member("movePercent", account.move)
        json.member("symbol", account.symbol)
        json.key("change")
        guard let change = account.change else { return json.null() }
        json.object { json in
            json.member("before", change.before.rawValue)
            json.member("since", change.since.description)
            json.member("equityBefore", change.equityBefore)
            json.member("equity", change.equity)
            json.member("requirementBefore", change.requirementBefore)
            json.member("requirement", change.requirement)
            json.member("effect", change.effect?.rawValue)
            json.member("amount", change.amount)
            json.member("symbol", change.symbol)
            json.key("reasons")
            json.array { json in for reason in change.reasons { json.string(reason.rawValue) } }
        }
    }

    private static func curve(_ curve: DeskCurve, sign: Int, _ json: inout JSONWriter) {
        json.object { json in
            json.member("pastTrigger", curve.past)
            json.member("noMove", curve.safe)
            json.member("notKnown", curve.unknown)
            json.member("beyond", curve.beyond)
            json.list("points", curve.points) { json, point in
                json.member("movePercent", Exact(point.move) * Exact(sign))
                json.member("fallen", point.fallen)
                json.member("nextPercent", point.next.map { Exact($0) * Exact(sign) })
            }
        }
    }

    private static func share(_ json: inout JSONWriter, _ share: DeskShare) {
        json.member("name", share.name)
        json.member("asset", share.unit)
        json.member("long", share.notional.long)
        json.member("short", share.notional.short)
        json.member("positions", share.notional.positions)
        json.member("share", share.share)
    }
}
